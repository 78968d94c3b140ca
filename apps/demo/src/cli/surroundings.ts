import type { Terminal } from './terminal.ts';

/** Everything the demo takes from the process it runs in; handed in, so that tests run it whole. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative file names start. */
  readonly workingFolder: string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** The width of the terminal, in characters. */
  readonly columns: number;
  /** Where to draw and read keys; left out when nobody sits there. */
  readonly terminal?: Terminal | undefined;
  /** Whether the stand-in server takes the time that a small model on a good machine would take. */
  readonly standInPace: 'local' | 'instant';
  /** Aborted by Ctrl-C, or by SIGTERM with that as its reason. */
  readonly signal: AbortSignal;
}
