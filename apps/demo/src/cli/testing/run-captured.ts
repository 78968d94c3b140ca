import { runCli } from '../run-cli.ts';

/** An address where nobody listens, so that a model server of the developer's own machine is left alone. */
export const nobody = 'http://127.0.0.1:9';

/** What a command line did. */
export interface CapturedRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a run in a test may want otherwise. */
export interface CaptureOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Where relative file names start. @default this folder */
  readonly folder?: string;
  readonly signal?: AbortSignal;
  /** Sees what is written to the standard error, as it comes. */
  readonly onError?: (text: string) => unknown;
}

/** Runs the demo as from a command line, without a terminal, and keeps what it prints. */
export async function runCaptured(args: readonly string[], { env, folder, signal, onError }: CaptureOptions = {}): Promise<CapturedRun> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    env: { OLLAMA_HOST: nobody, ...env },
    workingFolder: folder ?? import.meta.dirname,
    print: (text) => void (out += text),
    printError(text) {
      err += text;
      onError?.(text);
    },
    columns: 100,
    standInPace: 'instant',
    signal: signal ?? new AbortController().signal,
  });
  return { code, out, err };
}
