import type { Random } from '@planweave/core-types';
import type { Fault } from './fault.ts';

/**
 * One fault of the connection, the server or the protocol, of any kind that does not change what the model wrote; the
 * same for the same chance. For tests that something holds whatever goes wrong.
 *
 * @example
 * ```ts
 * import { randomFault, seededRandom } from '@planweave/testing';
 *
 * randomFault(seededRandom(7)).kind === randomFault(seededRandom(7)).kind; //=> true
 * ```
 */
export function randomFault(random: Random): Fault {
  const below = (limit: number) => Math.floor(random.next() * limit);
  const oneOf = <Value>(...values: readonly [Value, ...Value[]]): Value => values[below(values.length)] ?? values[0];
  const afterChunks = below(13);
  const makers: readonly [() => Fault, ...(() => Fault)[]] = [
    () => ({ kind: 'drop', how: oneOf('reset', 'close') }),
    () => ({ kind: 'delay', ms: below(20_000) }),
    () => ({ kind: 'stall', afterChunks, forMs: below(20_000) }),
    () => ({ kind: 'cut', afterBytes: below(2_000), how: oneOf('reset', 'close') }),
    () => ({ kind: 'unfinished', afterChunks }),
    () => ({ kind: 'fail-midway', afterChunks }),
    () => ({ kind: 'status', status: 400 + below(200), body: oneOf<string | object>('', 'no', '<html><title>no</title>', '{"error":', '[[1]]', 'null', { error: 'no' }, { error: { message: 'no', code: 7 } }, { detail: [{}] }) as string }),
    () => ({ kind: 'queue-full' }),
    () => ({ kind: 'corrupt', how: oneOf('garbage-line', 'blank-lines', 'null-line', 'crlf', 'bom', 'no-final-newline', 'two-objects'), afterChunks }),
    () => ({ kind: 'rechunk', how: oneOf('bytes', 'split-utf8', 'single-write') }),
    () => ({ kind: 'reload', loadMs: below(20_000) }),
    () => ({ kind: 'crash', during: oneOf('load', 'prompt', 'stream'), outOfMemory: oneOf(true, false) }),
    () => ({ kind: 'leak-slot', forMs: below(20_000) }),
    () => ({ kind: 'hang-up', when: oneOf('idle', 'next-request') }),
    () => ({ kind: 'metrics', how: oneOf('missing', 'zero', 'negative', 'huge', 'truncated-prompt') }),
    () => ({ kind: 'proxy', how: oneOf('bad-gateway', 'gateway-timeout', 'too-large', 'buffering', 'retry-after') }),
  ];
  return oneOf(...makers)();
}
