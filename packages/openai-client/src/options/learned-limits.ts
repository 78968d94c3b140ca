import type { ServerSaid } from '../errors/server-said.ts';
import type { Dialect, FormMode } from './dialect.ts';

/** What a server turned out not to accept. It lives as long as the model, so that each lesson costs one request. */
export interface LearnedLimits {
  /** How replies that follow a schema are asked for by now. */
  form(): FormMode;
  /** Whether a field of the request may be sent. */
  accepts(field: string): boolean;
  /** Under which name the bound on a reply's length is sent by now. */
  maxTokensField(): string;
  /** Learns from a refusal; true when the same call is worth sending again in its new form. */
  learn(status: number, said: ServerSaid): boolean;
}

/** Fields without which a call still means nearly the same. */
const optionalFields = ['stream_options', 'temperature', 'top_p', 'top_k', 'seed', 'chat_template_kwargs', 'reasoning_effort'] as const;

const notKnown = /unsupported|not supported|does not support|unknown|unrecognized|not permitted|extra (?:fields|inputs)|not allowed|must be 'json_schema' or 'text'/i;

/** Starts with what the dialect says, and knows nothing else yet. */
export function learnLimits(dialect: Dialect, form: FormMode): LearnedLimits {
  const forms = dialect.forms.slice(Math.max(0, dialect.forms.indexOf(form)));
  const refusedFields = new Set<string>();
  let maxTokensField = dialect.maxTokensField;
  let formIndex = 0;
  return {
    form: () => forms[formIndex] ?? 'none',
    accepts: (field) => !refusedFields.has(field),
    maxTokensField: () => maxTokensField,
    learn(status, { message, parameter = '' }) {
      if ((status !== 400 && status !== 422) || !notKnown.test(message)) return false;
      if (/response_format|json_schema|json_object/.test(parameter + message) && formIndex < forms.length - 1) {
        formIndex += 1;
        return true;
      }
      if (/max_tokens/.test(parameter + message) && maxTokensField === 'max_tokens') {
        maxTokensField = 'max_completion_tokens';
        return true;
      }
      const field = optionalFields.find((name) => parameter === name || new RegExp(`\\b${name}\\b`).test(message));
      if (field === undefined || refusedFields.has(field)) return false;
      refusedFields.add(field);
      return true;
    },
  };
}
