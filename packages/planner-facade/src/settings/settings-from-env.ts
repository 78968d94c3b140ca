import { InvalidOptionError } from '@planweave/core-types';

/** Settings that an application may take from its environment; what is not set there is absent, so that defaults apply. */
export interface PlannerSettings {
  /** `OLLAMA_HOST`, else `OLLAMA_URL`: the model server's address, as it stands. */
  readonly host?: string;
  /** `OLLAMA_MODEL`: the model's name. */
  readonly model?: string;
  /** `LLM_CACHE_CAP`: the most plans a cache keeps, above 1; for `createPlanCache({ maxEntries })`. */
  readonly cacheMaxEntries?: number;
  /** `LLM_CACHE_SIM_THRESH`: how similar free text must be for a cached plan to be considered, in 0..1; 0 for exact only. */
  readonly cacheSimilarity?: number;
  /** `LLM_TIMEOUT_MS`: the budget of a request that names none, above 0; for `createPlanner({ budgetMs })`. */
  readonly budgetMs?: number;
  /** `LLM_RETRY_MAX`: how many times a call is made at most, the first included, above 0; for `retry({ attempts })`. */
  readonly retryAttempts?: number;
  /** `LLM_BREAKER_THRESHOLD`: server faults in a row that open a circuit, above 0; for `circuitBreaker({ consecutiveFailures })`. */
  readonly breakerFailures?: number;
  /** `LLM_BREAKER_COOLDOWN_MS`: how long an open circuit refuses, above 0; for `circuitBreaker({ coolDownMs })`. */
  readonly breakerCoolDownMs?: number;
}

/**
 * Reads the variables that the toolkit knows from an environment that is handed in, typically `process.env`. The library
 * itself never looks there. Empty and missing variables are not set; everything else must make sense.
 *
 * @throws `InvalidOptionError` naming the variable, what it must be, and what it is.
 *
 * @example
 * ```ts
 * import { settingsFromEnv } from '@planweave/planner-facade';
 *
 * settingsFromEnv({ OLLAMA_MODEL: 'phi3:mini', LLM_TIMEOUT_MS: '250', HOME: '/root' });
 * //=> { model: 'phi3:mini', budgetMs: 250 }
 * ```
 */
export function settingsFromEnv(env: Readonly<Record<string, string | undefined>>): PlannerSettings {
  return withoutUndefined({
    host: text(env, 'OLLAMA_HOST') ?? text(env, 'OLLAMA_URL'),
    model: text(env, 'OLLAMA_MODEL'),
    cacheMaxEntries: number(env, 'LLM_CACHE_CAP', 'a whole number above 1', (given) => Number.isSafeInteger(given) && given > 1),
    cacheSimilarity: number(env, 'LLM_CACHE_SIM_THRESH', 'a number from 0 to 1', (given) => given >= 0 && given <= 1),
    budgetMs: number(env, 'LLM_TIMEOUT_MS', 'a number of milliseconds above 0', (given) => given > 0 && Number.isFinite(given)),
    retryAttempts: number(env, 'LLM_RETRY_MAX', 'a whole number above 0', isCount),
    breakerFailures: number(env, 'LLM_BREAKER_THRESHOLD', 'a whole number above 0', isCount),
    breakerCoolDownMs: number(env, 'LLM_BREAKER_COOLDOWN_MS', 'a number of milliseconds above 0', (given) => given > 0 && Number.isFinite(given)),
  });
}

function isCount(given: number): boolean {
  return Number.isSafeInteger(given) && given > 0;
}

function text(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function number(env: Readonly<Record<string, string | undefined>>, name: string, expectation: string, isAccepted: (given: number) => boolean): number | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const given = Number(value);
  if (!isAccepted(given)) throw new InvalidOptionError({ owner: 'settingsFromEnv', name, expectation, value });
  return given;
}

function withoutUndefined(settings: { readonly [Name in keyof PlannerSettings]: PlannerSettings[Name] | undefined }): PlannerSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
