/**
 * How fast a server sees that a call was cancelled: of ten calls at once on one model, the third is aborted, 50 times
 * while it waits for its headers and in the middle of its reply. Fails when one of the other nine is not complete.
 *
 * Run: npx tsx --conditions=@planweave/source bench/abort.bench.ts
 */
import { CancelledError, createCallContext, systemClock } from '@planweave/core-types';
import { startFakeOllama } from '@planweave/testing';
import { ollama } from '../src/index.ts';

const rounds = 50;
const pieces = Array.from({ length: 40 }, (_, index) => `word${index} `);
const call = { messages: [{ role: 'user' as const, content: 'Count.' }] };

for (const stage of ['before headers', 'in the reply'] as const) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await abortOneOfTen(stage));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  console.log(`aborted ${stage}: the server sees it after ${at(0.5).toFixed(2)} ms (median), ${at(0.99).toFixed(2)} ms (p99), ${at(1).toFixed(2)} ms (most)`);
  if (at(0.5) > 20) process.exitCode = 1;
}

async function abortOneOfTen(stage: 'before headers' | 'in the reply'): Promise<number> {
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const reply = async () => {
    if (stage === 'before headers') await held;
    return { text: pieces.join(''), pieces };
  };
  const speed = { slots: 10, ...(stage === 'in the reply' ? { decodeTokensPerSecond: 100 } : {}) };
  const fake = await startFakeOllama({ clock: systemClock, reply, speed });
  const model = ollama({ model: 'stand-in', host: fake.url });
  const aborts = Array.from({ length: 10 }, () => new AbortController());
  const begun: Promise<void>[] = [];
  const texts = aborts.map(({ signal }) => {
    let hasBegun = (): void => {};
    begun.push(
      new Promise((resolve) => {
        hasBegun = resolve;
      }),
    );
    return textOf(signal, hasBegun);
  });
  if (stage === 'in the reply') await Promise.all(begun);
  else while (fake.requests.filter((request) => request.stage === 'prompt').length < 10) await turn();
  const third = fake.requests.length;
  const abortedAt = systemClock.now();
  aborts[2]?.abort();
  while (!fake.requests.some(({ disconnected }) => disconnected !== undefined)) await turn();
  const seenAt = fake.requests.find(({ disconnected }) => disconnected !== undefined)?.disconnected?.at ?? Infinity;
  answer();
  const outcomes = await Promise.all(texts);
  const whole = outcomes.filter((outcome) => outcome === pieces.join('')).length;
  if (third !== 10 || whole !== 9 || !CancelledError.isInstance(outcomes[2])) throw new Error(`Expected nine whole replies and one cancelled, but ${whole} were whole`);
  await model.close();
  await fake.stop();
  return seenAt - abortedAt;

  async function textOf(signal: AbortSignal, hasBegun: () => void): Promise<unknown> {
    let text = '';
    try {
      for await (const chunk of model.stream(call, createCallContext({ signal }))) {
        hasBegun();
        if (chunk.kind === 'text') text += chunk.text;
      }
      return text;
    } catch (error) {
      return error;
    }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
