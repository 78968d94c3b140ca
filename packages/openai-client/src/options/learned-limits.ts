import type { FailedReply } from '@planweave/model-http';
import type { Dialect, FormMode } from './dialect.ts';

/** A request that a server refused. */
export interface Refusal extends Pick<FailedReply, 'status' | 'said'> {
  readonly sent: Readonly<Record<string, unknown>>;
}

/** What a server turned out not to accept. It lives as long as the model, so that each lesson costs one request. */
export interface LearnedLimits {
  /** How replies that follow a schema are asked for by now. */
  form(): FormMode;
  /** Whether a field of the request may be sent. */
  accepts(field: string): boolean;
  /** Under which name the bound on a reply's length is sent by now. */
  maxTokensField(): string;
  /**
   * Learns from a refusal of what was sent; true when the call is worth sending again in its new form. Calls side by side
   * may all be refused for the same reason, and all are worth it.
   */
  learn(refusal: Refusal): boolean;
}

/** Fields without which a call still means nearly the same. */
const optionalFields = ['stream_options', 'temperature', 'top_p', 'top_k', 'seed', 'chat_template_kwargs', 'reasoning_effort'] as const;

/** The names of the bound on a reply's length, which no call goes without. */
const limitFields = ['max_tokens', 'max_completion_tokens'] as const;

const notKnown = /unsupported|not supported|does not support|unknown|unrecognized|not permitted|extra (?:fields|inputs)|not allowed|must be 'json_schema' or 'text'/i;

/** What is said about one schema says nothing about the next. */
const ofThisSchema = /conversion failed|parse grammar|invalid schema/i;

/** Starts with what the dialect says, and knows nothing else yet. */
export function learnLimits(dialect: Dialect, form: FormMode): LearnedLimits {
  const forms = dialect.forms.slice(Math.max(0, dialect.forms.indexOf(form)));
  const refusedFields = new Set<string>();
  const refusedLimits = new Set<string>();
  let formIndex = 0;
  return {
    form: () => forms[formIndex] ?? 'none',
    accepts: (field) => !refusedFields.has(field),
    maxTokensField: () => (refusedLimits.has(dialect.maxTokensField) ? otherLimit(dialect.maxTokensField) : dialect.maxTokensField),
    learn({ status, said: { message, parameter = '' }, sent }) {
      if ((status !== 400 && status !== 422) || !notKnown.test(message) || ofThisSchema.test(message)) return false;
      const names = (field: string) => field in sent && (parameter.startsWith(field) || new RegExp(`\\b${field}\\b`).test(message));
      if (names('response_format') || ('response_format' in sent && /\bjson_(?:schema|object)\b/.test(message))) {
        const next = forms.indexOf(formOf(sent)) + 1;
        formIndex = Math.max(formIndex, Math.min(next, forms.length - 1));
        return true;
      }
      const limit = limitFields.find(names);
      if (limit !== undefined) {
        if (refusedLimits.has(otherLimit(limit))) return false;
        refusedLimits.add(limit);
        return true;
      }
      const field = optionalFields.find(names);
      if (field !== undefined) refusedFields.add(field);
      return field !== undefined;
    },
  };
}

function otherLimit(name: string): string {
  return name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
}

function formOf(sent: Refusal['sent']): FormMode {
  const format = sent['response_format'];
  return typeof format === 'object' && format !== null && 'type' in format && format.type === 'json_object' ? 'json_object' : 'json_schema';
}
