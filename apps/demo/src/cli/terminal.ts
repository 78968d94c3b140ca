import type { ReadStream, WriteStream } from 'node:tty';

/** A terminal that a person sits at: it can be drawn on, and keys arrive one by one. */
export interface Terminal {
  write(text: string): void;
  /** Keys arrive at once and are not shown, until the function that this gives is called. */
  listen(onKey: (key: string) => void): () => void;
}

/** The terminal of a process; `undefined` when input or output is a file or a pipe. */
export function terminalOf(input: ReadStream, output: WriteStream): Terminal | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return {
    write: (text) => void output.write(text),
    listen(onKey) {
      // a paste, or keys faster than we read, come in one piece
      const onData = (data: Buffer) => Array.from(data.toString('utf8')).forEach((key) => onKey(key));
      input.setRawMode(true);
      input.on('data', onData);
      input.resume();
      return () => {
        input.off('data', onData);
        input.setRawMode(false);
        input.pause();
      };
    },
  };
}
