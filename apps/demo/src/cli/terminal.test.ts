import { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { terminalOf } from './terminal.ts';

function streams(isTTY: boolean) {
  const calls: string[] = [];
  const input = Object.assign(new EventEmitter(), {
    isTTY,
    setRawMode: (isRaw: boolean) => calls.push(`raw ${isRaw}`),
    resume: () => calls.push('resume'),
    pause: () => calls.push('pause'),
  });
  const output = { isTTY, write: (text: string) => calls.push(`write ${text}`) };
  return { calls, input, terminal: terminalOf(input as unknown as ReadStream, output as unknown as WriteStream) };
}

describe('terminalOf', () => {
  it('is nothing when input or output is no terminal', () => {
    expect(streams(false).terminal).toBeUndefined();
  });

  it('gives keys one by one, and the terminal back when nobody listens any more', () => {
    const { calls, input, terminal } = streams(true);
    const keys: string[] = [];
    const stop = terminal?.listen((key) => keys.push(key));
    input.emit('data', Buffer.from(' +q'));
    stop?.();
    input.emit('data', Buffer.from('x'));
    terminal?.write('bye');
    expect(keys).toEqual([' ', '+', 'q']);
    expect(calls).toEqual(['raw true', 'resume', 'raw false', 'pause', 'write bye']);
  });
});
