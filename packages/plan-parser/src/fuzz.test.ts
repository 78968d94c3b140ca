import { seededRandom } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { brokenPromises, brokenStreamPromises } from '../bench/samples/broken-promises.ts';
import { mutate } from '../bench/samples/mutate.ts';
import { registry } from '../bench/samples/registry.ts';
import { replies } from '../bench/samples/replies.ts';
import { safeParsePlan } from './index.ts';

/** `PLANWEAVE_LONG=1 npx vitest run src/fuzz.test.ts` reads more than 200,000 replies. */
const rounds = process.env['PLANWEAVE_LONG'] === '1' ? 1200 : 24;
const texts = replies.map((reply) => reply.text);

describe('safeParsePlan and createPlanStream', () => {
  it(`keep every promise on ${rounds * texts.length} mutated replies, whole and streamed`, { timeout: 3_600_000 }, () => {
    const namesBefore = Object.getOwnPropertyNames(Object.prototype);
    const failures: string[] = [];
    let read = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, reply] of texts.entries()) {
        const random = seededRandom(`${round}/${index}`);
        const text = mutate(reply, texts, random);
        const result = safeParsePlan(text, registry);
        const broken = [...brokenPromises(result, registry), ...brokenStreamPromises(text, registry, random)];
        if (broken.length > 0) failures.push(`${broken.join(', ')}: ${JSON.stringify(text)}`);
        if (result.ok) read += 1;
      }
    }
    expect(failures).toEqual([]);
    // a reader that refused everything would keep them all
    expect(read / (rounds * texts.length)).toBeGreaterThan(0.5);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(namesBefore);
  });

  it('keep every promise on the corpus itself', () => {
    for (const text of texts) {
      expect([...brokenPromises(safeParsePlan(text, registry), registry), ...brokenStreamPromises(text, registry, seededRandom(text))]).toEqual([]);
    }
  });
});
