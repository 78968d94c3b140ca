import { InvalidOptionError, ProtocolError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { failureOf, target } from '../fixture/parrot.ts';
import { embedInBatches } from './embed-in-batches.ts';

const texts = Array.from({ length: 70 }, (_, index) => 'x'.repeat(index));
const embed = (given: readonly string[], answer: (batch: readonly string[]) => unknown) => embedInBatches({ owner: 'parrot.embed', target, texts: given }, async (batch) => answer(batch));

describe('embedInBatches', () => {
  it('asks for 32 texts at a time, and keeps their order', async () => {
    const sizes: number[] = [];
    const vectors = await embed(texts, (batch) => {
      sizes.push(batch.length);
      return batch.map(({ length }) => [length, 1]);
    });
    expect(sizes).toEqual([32, 32, 6]);
    expect(vectors).toEqual(texts.map(({ length }) => [length, 1]));
  });

  it('asks nothing for no texts', async () => {
    expect(
      await embed([], () => {
        throw new Error('asked');
      }),
    ).toEqual([]);
  });

  it.each([
    ['no list', 'vectors', 'embeddings that are no lists of numbers'],
    ['too few', [[1]], '1 vectors for 2 texts'],
    ['an empty one', [[1], []], 'embeddings that are no lists of numbers'],
    ['one with null in it', [[1], [null]], 'embeddings that are no lists of numbers'],
    ['one with NaN in it', [[1], [Number.NaN]], 'embeddings that are no lists of numbers'],
    ['a gap', [[1], undefined], 'embeddings that are no lists of numbers'],
    ['ragged ones', [[1], [1, 2]], 'vectors of different lengths'],
  ])('%s is a breach of the protocol', async (_, answer, problem) => {
    const error = await failureOf(embed(['a', 'b'], () => answer));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toContain(`sent ${problem}`);
  });

  it.each([[[5]], ['text'], [undefined]])('refuses %j instead of texts', async (strange) => {
    expect(await failureOf(embed(strange as unknown as string[], () => []))).toBeInstanceOf(InvalidOptionError);
  });
});
