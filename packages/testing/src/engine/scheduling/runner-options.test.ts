import { describe, expect, it } from 'vitest';
import { fakeModel } from '../fake-model.ts';
import { differences, runnerOptions } from './runner-options.ts';

const model = fakeModel({ name: 'phi3:mini', contextTokens: 8192 });

describe('runnerOptions', () => {
  it('has the defaults of the server, and shift from the request', () => {
    expect(runnerOptions({}, undefined, model)).toMatchObject({ num_ctx: 4096, num_batch: 512, num_gpu: -1, shift: true });
    expect(runnerOptions({}, false, model).shift).toBe(false);
  });

  it('keeps the context between 4 and what the model was trained with', () => {
    expect(runnerOptions({ num_ctx: 1 }, undefined, model).num_ctx).toBe(4);
    expect(runnerOptions({ num_ctx: 99_999 }, undefined, model).num_ctx).toBe(8192);
    expect(runnerOptions({ num_ctx: 2048.9 }, undefined, model).num_ctx).toBe(2048);
  });
});

describe('differences', () => {
  const loaded = runnerOptions({ num_ctx: 2048, num_gpu: 20 }, undefined, model);

  it.each([
    [{ num_ctx: 4096, num_gpu: 20 }, ['num_ctx']],
    [{ num_ctx: 2048, num_gpu: 20, num_batch: 64 }, ['num_batch']],
    [{ num_ctx: 2048, num_gpu: 21 }, ['num_gpu']],
    [{ num_ctx: 2048, num_gpu: 20, use_mmap: false, num_thread: 4, main_gpu: 1, draft_num_predict: 2 }, ['main_gpu', 'use_mmap', 'num_thread', 'draft_num_predict']],
    // automatic never reloads, and what concerns sampling never does
    [{ num_ctx: 2048 }, []],
    [{ num_ctx: 2048, num_gpu: 20, temperature: 0, seed: 7, num_predict: 9, stop: ['x'] }, []],
  ])('for %j are %j', (options, expected) => {
    expect(differences(loaded, runnerOptions(options, undefined, model))).toEqual(expected);
  });

  it('include another shift', () => {
    expect(differences(loaded, runnerOptions({ num_ctx: 2048 }, false, model))).toEqual(['shift']);
  });
});
