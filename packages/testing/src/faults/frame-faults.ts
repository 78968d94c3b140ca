import { bytesOf, type Answer } from '../engine/answer.ts';
import { ConnectionCut } from '../engine/connection-cut.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { Corruption, FaultOf } from './fault.ts';

type Frames = AsyncIterable<Uint8Array>;

/** An answer whose bytes are corrupted, cut up otherwise, held back, or broken off, as the faults of the request say. */
export function spoilFrames(exchange: Exchange, answer: Answer): Answer {
  const corrupt = exchange.faults.find('corrupt');
  const rechunk = exchange.faults.find('rechunk');
  const cut = exchange.faults.find('cut');
  const isHeldBack = exchange.faults.find('proxy')?.how === 'buffering';
  if (corrupt === undefined && rechunk === undefined && cut === undefined && !isHeldBack) return answer;
  let frames: Frames = answer.body instanceof Uint8Array ? one(answer.body) : answer.body;
  if (corrupt !== undefined) frames = corruptFrames(frames, corrupt.how, corrupt.afterChunks ?? 1);
  if (cut !== undefined) frames = cutFrames(frames, cut);
  if (isHeldBack) frames = joined(frames);
  if (rechunk !== undefined) frames = rechunk.how === 'single-write' ? joined(frames) : cutUp(frames, rechunk.how);
  return { ...answer, body: frames };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* corruptFrames(frames: Frames, how: Corruption, afterChunks: number): AsyncGenerator<Uint8Array> {
  if (how === 'bom') yield Uint8Array.of(0xef, 0xbb, 0xbf);
  let index = 0;
  let held: Uint8Array | undefined;
  for await (const frame of frames) {
    if (index === afterChunks && how === 'garbage-line') yield bytesOf('{"model":"stand-in","mess\n');
    if (index === afterChunks && how === 'null-line') yield bytesOf('null\n');
    if (index === afterChunks && how === 'blank-lines') yield bytesOf('\n\n');
    if (how === 'no-final-newline') {
      if (held !== undefined) yield held;
      held = frame;
    } else if (how === 'crlf') {
      yield Uint8Array.from([...frame].flatMap((byte) => (byte === newline ? [carriageReturn, newline] : [byte])));
    } else {
      // two objects on a line: the newline between this frame and the next one is missing
      yield how === 'two-objects' && index === afterChunks ? withoutNewline(frame) : frame;
    }
    index += 1;
  }
  if (held !== undefined) yield withoutNewline(held);
}

const newline = 10;
const carriageReturn = 13;

function withoutNewline(frame: Uint8Array): Uint8Array {
  let end = frame.length;
  while (end > 0 && frame[end - 1] === newline) end -= 1;
  return frame.subarray(0, end);
}

async function* cutFrames(frames: Frames, { afterChunks, afterBytes, how = 'reset' }: FaultOf<'cut'>): AsyncGenerator<Uint8Array> {
  let chunks = 0;
  let bytes = 0;
  for await (const frame of frames) {
    if (chunks === afterChunks) throw new ConnectionCut(how);
    if (afterBytes !== undefined && bytes + frame.length > afterBytes) {
      yield frame.subarray(0, afterBytes - bytes);
      throw new ConnectionCut(how);
    }
    yield frame;
    chunks += 1;
    bytes += frame.length;
  }
  if (chunks === afterChunks) throw new ConnectionCut(how);
}

async function* cutUp(frames: Frames, how: 'bytes' | 'split-utf8'): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    let start = 0;
    for (let index = 1; index < frame.length; index += 1) {
      // a byte of the form 10xxxxxx continues a character
      if (how === 'bytes' || ((frame[index] ?? 0) & 0xc0) === 0x80) {
        yield frame.subarray(start, index);
        start = index;
      }
    }
    yield frame.subarray(start);
  }
}

async function* joined(frames: Frames): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const frame of frames) {
    parts.push(frame);
    length += frame.length;
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  yield whole;
}
