import type { Terminal } from '../../cli/terminal.ts';

/** A terminal for tests: it keeps what is written to it, and the test presses its keys. */
export interface FakeTerminal extends Terminal {
  readonly written: readonly string[];
  readonly isListening: boolean;
  press(key: string): void;
}

/** A terminal that nobody listens to yet. */
export function fakeTerminal(): FakeTerminal {
  const written: string[] = [];
  let onKey: ((key: string) => void) | undefined;
  return {
    written,
    press: (key) => onKey?.(key),
    get isListening() {
      return onKey !== undefined;
    },
    write: (text) => void written.push(text),
    listen(listener) {
      onKey = listener;
      return () => {
        onKey = undefined;
      };
    },
  };
}
