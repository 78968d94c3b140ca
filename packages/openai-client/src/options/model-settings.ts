import { checkCount, checkDuration, checkOption, InvalidOptionError, type Sampling } from '@planweave/core-types';
import { hider } from '../call/hider.ts';
import type { HttpFetch } from '../call/http-fetch.ts';
import { readBaseUrl, type BaseUrl } from './base-url.ts';
import { dialects, type Dialect, type FormMode } from './dialect.ts';
import type { OpenAiOptions } from './openai-options.ts';
import { checkSampling } from './sampling-options.ts';

/** The options of a model, checked and with their defaults. Frozen. */
export interface ModelSettings {
  readonly model: string;
  readonly dialect: Dialect;
  readonly base: BaseUrl;
  /** Sent with every request, the key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hides what must never be seen in an error, whoever says it. */
  readonly hide: (text: string) => string;
  readonly connectTimeoutMs: number;
  readonly fetch: HttpFetch | undefined;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly maxReplyBytes: number;
  readonly sampling: Sampling;
  readonly think: boolean;
  readonly form: FormMode;
  readonly truncatedReply: 'return' | 'throw';
}

/**
 * Checks the options.
 *
 * @throws `InvalidOptionError`
 */
export function modelSettings(options: OpenAiOptions): ModelSettings {
  const { model, dialect: dialectName = 'openai', apiKey, headers = {}, sampling = {}, think = false, truncatedReply = 'return' } = options;
  const dialect = dialects[oneOf('dialect', dialectName, ['openai', 'ollama', 'llama.cpp', 'vllm', 'lm-studio'])];
  check('model', model, 'the name of a model', (given) => typeof given === 'string' && given.trim() === given && given !== '');
  const all = { ...lowerCased(headers), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) };
  for (const [name, value] of Object.entries(all)) checkHeader(name, value);
  checkSampling(sampling);
  return Object.freeze({
    model,
    dialect,
    base: readBaseUrl(options.baseUrl ?? dialect.baseUrl),
    headers: Object.freeze(all),
    hide: hider(apiKey, headers),
    connectTimeoutMs: checkDuration(owner, 'connectTimeoutMs', options.connectTimeoutMs ?? 5_000),
    fetch: options.fetch,
    firstTokenMs: checkLimit('firstTokenMs', options.firstTokenMs ?? 600_000),
    idleMs: checkLimit('idleMs', options.idleMs ?? 60_000),
    maxReplyBytes: checkCount(owner, 'maxReplyBytes', options.maxReplyBytes ?? 8 * 1024 * 1024),
    sampling: Object.freeze({ ...sampling }),
    think: oneOf('think', think, [true, false]),
    form: oneOf('form', options.form ?? 'json_schema', ['json_schema', 'json_object', 'none']),
    truncatedReply: oneOf('truncatedReply', truncatedReply, ['return', 'throw']),
  });
}

const owner = 'openAiCompatible';

function check<Value>(name: string, value: Value, expectation: string, isAccepted: (given: Value) => boolean): Value {
  return checkOption(owner, name, value, expectation, isAccepted);
}

function checkLimit(name: string, value: number): number {
  return check(name, value, 'a number of milliseconds above 0', (given) => given > 0);
}

function oneOf<const Value>(name: string, value: Value, accepted: readonly Value[]): Value {
  return check(name, value, `one of ${accepted.join(', ')}`, (given) => accepted.includes(given));
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A value that `fetch` would refuse is refused here: its own error would quote it. */
function checkHeader(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value) && /^[\w!#$%&'*+.^`|~-]+$/.test(name)) return;
  const option = name === 'authorization' ? 'apiKey' : 'headers';
  throw new InvalidOptionError({ owner, name: option, expectation: 'text that a header can carry, without line breaks', value: 'something else (not shown, as it may be a key)' });
}
