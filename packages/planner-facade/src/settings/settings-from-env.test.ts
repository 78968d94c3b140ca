import { describe, expect, it } from 'vitest';
import { settingsFromEnv } from './settings-from-env.ts';

describe('settingsFromEnv', () => {
  it('reads every variable it knows and nothing else', () => {
    expect(
      settingsFromEnv({
        OLLAMA_HOST: '10.0.0.1',
        OLLAMA_MODEL: 'qwen3:8b',
        LLM_CACHE_CAP: '1000',
        LLM_CACHE_SIM_THRESH: '0.9',
        LLM_TIMEOUT_MS: '250',
        LLM_RETRY_MAX: '3',
        LLM_BREAKER_THRESHOLD: '5',
        LLM_BREAKER_COOLDOWN_MS: '30000',
        SECRET: 'x',
      }),
    ).toEqual({
      host: '10.0.0.1',
      model: 'qwen3:8b',
      cacheMaxEntries: 1_000,
      cacheSimilarity: 0.9,
      budgetMs: 250,
      retryAttempts: 3,
      breakerFailures: 5,
      breakerCoolDownMs: 30_000,
    });
  });

  it('sets nothing for missing and empty variables', () => {
    expect(settingsFromEnv({ OLLAMA_HOST: '', LLM_TIMEOUT_MS: '  ' })).toEqual({});
  });

  it('prefers OLLAMA_HOST to OLLAMA_URL', () => {
    expect(settingsFromEnv({ OLLAMA_URL: 'a' }).host).toBe('a');
    expect(settingsFromEnv({ OLLAMA_HOST: 'b', OLLAMA_URL: 'a' }).host).toBe('b');
  });

  it.each([
    ['LLM_CACHE_CAP', '0'],
    ['LLM_CACHE_SIM_THRESH', '1.5'],
    ['LLM_TIMEOUT_MS', 'soon'],
    ['LLM_TIMEOUT_MS', 'Infinity'],
    ['LLM_RETRY_MAX', '2.5'],
    ['LLM_BREAKER_THRESHOLD', '-1'],
    ['LLM_BREAKER_COOLDOWN_MS', '0'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(() => settingsFromEnv({ [name]: value })).toThrow(`option "${name}" must be`);
  });
});
