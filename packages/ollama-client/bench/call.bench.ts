/**
 * What a call costs beside the model: one streamed reply of 40 tokens that is there at once, read by this client, by the
 * `ollama` package alone, and by a bare loop over the bytes. Interleaved; prints medians and ratios.
 *
 * Run: npx tsx --conditions=@planweave/source bench/call.bench.ts
 */
import { createCallContext } from '@planweave/core-types';
import { Ollama } from 'ollama';
import { ollama } from '../src/index.ts';

const tokens = Array.from({ length: 40 }, (_, index) => `word${index} `);
const expected = tokens.join('');
const line = (content: string, more: object = {}) => `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, done: false, ...more })}\n`;
const body = new TextEncoder().encode(tokens.map((token) => line(token)).join('') + line('', { done: true, done_reason: 'stop', eval_count: 40 }));
const fetch = async () => new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });

const messages = [{ role: 'user' as const, content: 'Count.' }];
const model = ollama({ model: 'm', fetch });
const bare = new Ollama({ fetch });
const decoder = new TextDecoder();

const candidates: Readonly<Record<string, () => Promise<string>>> = {
  'bare loop over the bytes': async () => {
    let text = '';
    for (const part of decoder.decode(await (await fetch()).arrayBuffer()).split('\n')) {
      if (part !== '') text += (JSON.parse(part) as { message: { content: string } }).message.content;
    }
    return text;
  },
  'ollama package': async () => {
    let text = '';
    for await (const part of await bare.chat({ model: 'm', messages: [...messages], stream: true })) text += part.message.content;
    return text;
  },
  'this client': async () => (await model.generate({ messages }, createCallContext())).text,
};

const callsInBatch = 50;
const times = new Map(Object.keys(candidates).map((name) => [name, [] as number[]]));
for (let round = 0; round < 80; round += 1) {
  for (const [name, run] of Object.entries(candidates)) {
    const startedAt = performance.now();
    for (let index = 0; index < callsInBatch; index += 1) if ((await run()) !== expected) throw new Error(`${name} read another text`);
    if (round >= 20) times.get(name)?.push(((performance.now() - startedAt) * 1_000) / callsInBatch);
  }
}
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
const base = median(times.get('bare loop over the bytes') ?? []);
for (const [name, values] of times) console.log(`${name.padEnd(26)} ${median(values).toFixed(0).padStart(6)} µs a call  ${(median(values) / base).toFixed(1).padStart(5)}x`);
