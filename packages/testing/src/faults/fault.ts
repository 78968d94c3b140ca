/** A reply of the server with a status of one's own choice. */
export interface StatusFault {
  readonly kind: 'status';
  readonly status: number;
  /** An object is sent as JSON, a text as it is. `{model}` in it is replaced by the model of the request. @default '' */
  readonly body?: string | Readonly<Record<string, unknown>>;
  /** @default 'application/json; charset=utf-8' for an object, 'text/plain' for a text */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What can be wrong with the bytes of a stream. */
export type Corruption = 'garbage-line' | 'blank-lines' | 'null-line' | 'crlf' | 'bom' | 'no-final-newline' | 'two-objects';

/** What can be wrong with what the model wrote, while the protocol is fine. */
export type ContentFault =
  | 'truncated-json'
  | 'whitespace-run'
  | 'token-loop'
  | 'fenced'
  | 'thinking'
  | 'wrong-types'
  | 'sorted-keys'
  | 'lone-surrogate'
  | 'empty'
  | 'duplicate-keys';

/**
 * Everything that the fake server can do wrong. A chunk is one line (or one event) of a streamed reply; `afterChunks: 0`
 * is before the first one. Where a duration is left out, it lasts for ever.
 */
export type Fault =
  /** F1: this connection dies and nobody listens any more, for a while. */
  | { readonly kind: 'refuse'; readonly forMs?: number }
  /** F2: the request is read, then the connection ends before any header. `how`: @default 'close' */
  | { readonly kind: 'drop'; readonly how?: 'reset' | 'close' }
  /** F3: silence before anything happens; it counts as load time, as a wait in the queue does. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** F4: the stream stops and goes on later. */
  | { readonly kind: 'stall'; readonly afterChunks: number; readonly forMs?: number }
  /** F5: the connection ends within the reply. `how`: @default 'reset' */
  | { readonly kind: 'cut'; readonly afterChunks?: number; readonly afterBytes?: number; readonly how?: 'reset' | 'close' }
  /** F6: an orderly end without the final line; without streaming, `done: false`. `afterChunks`: @default all of them */
  | { readonly kind: 'unfinished'; readonly afterChunks?: number }
  /** F7: an error within the stream; `/v1` swallows it, as Ollama does. */
  | { readonly kind: 'fail-midway'; readonly afterChunks: number; readonly message?: string }
  /** F8: any status with any body; see `ollamaErrors` for those that Ollama sends. */
  | StatusFault
  /** F9: the queue is full for this request. (A really full queue needs no fault: set `speed.maxQueue`.) */
  | { readonly kind: 'queue-full' }
  /** F10: bytes that are no clean NDJSON or SSE. `afterChunks`: where, @default 1 */
  | { readonly kind: 'corrupt'; readonly how: Corruption; readonly afterChunks?: number }
  /** F11: the same bytes in other pieces: one by one, cut within characters, or all at once. */
  | { readonly kind: 'rechunk'; readonly how: 'bytes' | 'split-utf8' | 'single-write' }
  /** F12: a clean protocol around a bad text. */
  | { readonly kind: 'content'; readonly how: ContentFault }
  /** F13: the model is loaded again first, and what its slots knew is gone. `loadMs`: @default the model's */
  | { readonly kind: 'reload'; readonly loadMs?: number }
  /** F14: the model's process dies; the next request loads it again. `outOfMemory` takes all other models with it. */
  | { readonly kind: 'crash'; readonly during: 'load' | 'prompt' | 'stream'; readonly afterChunks?: number; readonly outOfMemory?: boolean }
  /** F15: when the client leaves, its slot stays taken. */
  | { readonly kind: 'leak-slot'; readonly forMs?: number }
  /** F16: the connection is closed after the reply, when idle for `afterMs` (@default 0), or just as the next request arrives on it. */
  | { readonly kind: 'hang-up'; readonly when: 'idle' | 'next-request'; readonly afterMs?: number }
  /** F17: counts and durations that cannot be true. */
  | { readonly kind: 'metrics'; readonly how: 'missing' | 'zero' | 'negative' | 'huge' | 'truncated-prompt' }
  /** F18: what stands between: error pages, a size limit, held-back streams, a pause that is asked for (`retryAfter`: @default '1'). */
  | { readonly kind: 'proxy'; readonly how: 'bad-gateway' | 'gateway-timeout' | 'too-large' | 'buffering' | 'retry-after'; readonly retryAfter?: string }
  /** F19: vectors that do not fit the texts, or a passing problem reported as a 400. */
  | { readonly kind: 'embedding'; readonly how: 'fewer' | 'ragged' | 'null' | 'transient-400' }
  /** F20: a pull of a model that does not exist, stands still, or is disconnected half way (the next one resumes). */
  | { readonly kind: 'pull'; readonly how: 'missing' | 'stalled' | 'disconnected' };

/** The fault of one kind, with its own fields. */
export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>;
