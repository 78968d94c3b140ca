/**
 * How fast a server sees that a call was cancelled: of ten calls at once on one model, the third is aborted, 50 times
 * while it waits for its headers and in the middle of its reply, through this client and, interleaved, through a bare
 * `fetch`, which tells what the machine itself takes. Fails when one of the other nine is not complete, and when the
 * client's median is over 20 ms.
 *
 * Run: npx tsx --conditions=@planweave/source bench/abort.bench.ts
 */
import { createCallContext, systemClock } from '@planweave/core-types';
import { startFakeOllama } from '@planweave/testing';
import { ollama } from '../src/index.ts';

type Stage = 'before headers' | 'in the reply';
type Ask = (signal: AbortSignal) => AsyncIterable<string>;

const rounds = 50;
const pieces = Array.from({ length: 40 }, (_, index) => `word${index} `);
const messages = [{ role: 'user' as const, content: 'Count.' }];

const clients: Readonly<Record<string, (host: string) => { readonly ask: Ask; readonly close: () => Promise<void> }>> = {
  'this client': (host) => {
    const model = ollama({ model: 'stand-in', host });
    return {
      async *ask(signal) {
        for await (const chunk of model.stream({ messages }, createCallContext({ signal }))) if (chunk.kind === 'text') yield chunk.text;
      },
      close: () => model.close(),
    };
  },
  'bare fetch': (host) => ({
    async *ask(signal) {
      const body = JSON.stringify({ model: 'stand-in', messages, options: { num_ctx: 4_096 } });
      const response = await fetch(`${host}/api/chat`, { method: 'POST', body, signal });
      const decoder = new TextDecoder();
      let rest = '';
      for await (const bytes of response.body ?? []) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) yield (JSON.parse(line) as { message: { content: string } }).message.content;
      }
    },
    close: async () => {},
  }),
};

for (const stage of ['before headers', 'in the reply'] as const) {
  const times = new Map(Object.keys(clients).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) for (const name of times.keys()) times.get(name)?.push(await abortOneOfTen(stage, name));
  for (const [name, taken] of times) {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
    console.log(`aborted ${stage}, ${name}: the server sees it after ${at(0.5).toFixed(2)} ms (median), ${at(0.9).toFixed(2)} ms (p90), ${at(1).toFixed(2)} ms (most)`);
    if (name === 'this client' && at(0.5) > 20) process.exitCode = 1;
  }
}

async function abortOneOfTen(stage: Stage, name: string): Promise<number> {
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
  const client = clients[name]?.(fake.url);
  if (client === undefined) throw new Error(`There is no client "${name}"`);
  const aborts = Array.from({ length: 10 }, () => new AbortController());
  const begun: Promise<void>[] = [];
  const texts = aborts.map(({ signal }) => {
    let hasBegun = (): void => {};
    begun.push(
      new Promise((resolve) => {
        hasBegun = resolve;
      }),
    );
    return textOf(client.ask(signal), hasBegun);
  });
  if (stage === 'in the reply') await Promise.all(begun);
  else while (fake.requests.filter((request) => request.stage === 'prompt').length < 10) await turn();
  const sent = fake.requests.length;
  const abortedAt = systemClock.now();
  aborts[2]?.abort();
  while (!fake.requests.some(({ disconnected }) => disconnected !== undefined)) await turn();
  const seenAt = fake.requests.find(({ disconnected }) => disconnected !== undefined)?.disconnected?.at ?? Infinity;
  answer();
  const outcomes = await Promise.all(texts);
  const whole = outcomes.filter((outcome) => outcome === pieces.join('')).length;
  if (sent !== 10 || whole !== 9 || !(outcomes[2] instanceof Error)) throw new Error(`Expected nine whole replies and one cancelled, but ${whole} were whole`);
  await client.close();
  await fake.stop();
  return seenAt - abortedAt;
}

async function textOf(answer: AsyncIterable<string>, hasBegun: () => void): Promise<unknown> {
  let text = '';
  try {
    for await (const piece of answer) {
      hasBegun();
      text += piece;
    }
    return text;
  } catch (error) {
    return error;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
