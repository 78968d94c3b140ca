import { describe, expect, it } from 'vitest';
import { fullModelName } from './model-name.ts';

describe('fullModelName', () => {
  it.each([
    ['llama3.2', 'llama3.2:latest'],
    ['phi3:mini', 'phi3:mini'],
    ['hf.co/someone/model:Q4_K_M', 'hf.co/someone/model:Q4_K_M'],
    ['registry.local:5000/someone/model', 'registry.local:5000/someone/model:latest'],
  ])('%s is %s', (name, full) => {
    expect(fullModelName(name)).toBe(full);
  });
});
