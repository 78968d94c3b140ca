import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { jsonFrom, post } from '../ollama/ask.ts';
import { createFakeOllama } from '../ollama/create-fake-ollama.ts';

const embedder = () => createFakeOllama({ clock: manualClock(), models: [{ name: 'minilm', capabilities: ['embedding'], embeddingLength: 8 }, 'stand-in'] });
const vectors = async (response: Response) => (await jsonFrom(response))['embeddings'] as number[][];

describe('POST /api/embed', () => {
  it('gives one vector of length 1 a text, in order, the same in every run', async () => {
    const three = await vectors(await post(embedder(), '/api/embed', { model: 'minilm', input: ['a', 'b', 'a'] }));
    expect(three.map((vector) => vector.length)).toEqual([8, 8, 8]);
    expect(three[0]).toEqual(three[2]);
    expect(three[0]).not.toEqual(three[1]);
    for (const vector of three) expect(Math.hypot(...vector)).toBeCloseTo(1, 12);
    expect(await vectors(await post(embedder(), '/api/embed', { model: 'minilm', input: 'a' }))).toEqual([three[0]]);
  });

  it('cuts vectors to the dimensions asked for and makes them length 1 again', async () => {
    const [vector] = await vectors(await post(embedder(), '/api/embed', { model: 'minilm', input: 'a', dimensions: 3 }));
    expect([vector?.length, Math.hypot(...(vector ?? []))]).toEqual([3, expect.closeTo(1, 12)]);
  });

  it('answers an empty list without loading anything', async () => {
    const fake = embedder();
    expect(await vectors(await post(fake, '/api/embed', { model: 'minilm', input: [] }))).toEqual([]);
    expect(fake.loads).toEqual([]);
  });

  it.each([
    [{ model: 'nomic', input: 'a' }, 404, 'model "nomic" not found, try pulling it first'],
    [{ model: 'minilm', input: 5 }, 400, 'invalid input type'],
    [{ model: 'minilm', input: 'word '.repeat(99), truncate: false, options: { num_ctx: 50 } }, 400, 'the input length exceeds the context length'],
  ])('refuses %j with %i', async (body, status, error) => {
    const response = await post(embedder(), '/api/embed', body);
    expect([response.status, await response.json()]).toEqual([status, { error }]);
  });

  it('passes on the 501 of a model that cannot embed', async () => {
    const response = await post(embedder(), '/api/embed', { model: 'stand-in', input: 'a' });
    expect([response.status, await response.text()]).toEqual([501, expect.stringContaining('This server does not support embeddings')]);
  });

  it('is served by the old endpoint and by /v1 as well', async () => {
    const [vector] = await vectors(await post(embedder(), '/api/embed', { model: 'minilm', input: 'a' }));
    expect(await jsonFrom(await post(embedder(), '/api/embeddings', { model: 'minilm', prompt: 'a' }))).toEqual({ embedding: vector });
    expect(await jsonFrom(await post(embedder(), '/v1/embeddings', { model: 'minilm', input: ['a'] }))).toMatchObject({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: vector }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
    const { data } = (await jsonFrom(await post(embedder(), '/v1/embeddings', { model: 'minilm', input: 'a', encoding_format: 'base64' }))) as { data?: { embedding: string }[] };
    const floats = new Float32Array(Uint8Array.from(Buffer.from(data?.[0]?.embedding ?? '', 'base64')).buffer);
    expect([...floats]).toEqual(vector?.map((component) => Math.fround(component)));
  });
});
