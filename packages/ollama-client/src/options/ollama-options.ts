import type { Sampling } from '@planweave/core-types';
import type { ConnectionOptions, RunawayLimits } from '@planweave/model-http';

/** Where an Ollama server is and how it is talked to. */
export interface OllamaHostOptions extends ConnectionOptions {
  /**
   * Its address, read as Ollama reads `OLLAMA_HOST`: `'gpu-box'`, `'gpu-box:9000'`, `'https://example.org/ollama'`.
   * The environment is not read; an app that wants `OLLAMA_HOST` passes it on. A path is part of
   * the model's `id`, which events and logs show.
   *
   * @default 'http://127.0.0.1:11434'
   */
  readonly host?: string;
}

/**
 * What a model is loaded with. Ollama reloads a model, which takes seconds, whenever one of these differs from the call
 * before; so they are fixed once and are the same for every chat, warm-up and embedding.
 */
export interface OllamaLoadOptions {
  /** The context window in tokens, for prompt and reply together (`num_ctx`). @default 4096 */
  readonly contextTokens?: number;
  /**
   * How many tokens of a prompt are read at once (`num_batch`). It is always sent, because the server's own choice is not
   * the same for chats and for embeddings. A model that only embeds must read a text at once: give it as many as its
   * longest text has. @default 512, or `contextTokens` when that is less
   */
  readonly batchTokens?: number;
  /** How many layers run on the GPU (`num_gpu`); 0 for none. @default the server's choice */
  readonly gpuLayers?: number;
  /** Which GPU holds what cannot be split (`main_gpu`), from 0. @default the server's choice */
  readonly mainGpu?: number;
  /** Whether the file is mapped into memory (`use_mmap`). @default the server's choice */
  readonly useMmap?: boolean;
  /** How many CPU threads it uses (`num_thread`). @default the server's choice */
  readonly threads?: number;
}

/** Which model, and how it is used. */
export interface OllamaModelOptions extends OllamaLoadOptions {
  /** The model's name as `ollama list` shows it; without a tag it means `latest`. */
  readonly model: string;
  /**
   * How tokens are drawn when a call does not say. All of it is sent with every call, so that a Modelfile changes nothing.
   *
   * @default { temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }
   */
  readonly sampling?: Sampling;
  /** Makes tokens that were written before less likely, above 0; 1 is off (`repeat_penalty`). @default the model's own */
  readonly repeatPenalty?: number;
  /**
   * Whether a reasoning model thinks first when a call does not say; some models take a level. With a schema, thinking
   * can make a server forget the schema, so it is off.
   *
   * @default false
   */
  readonly think?: boolean | 'low' | 'medium' | 'high';
  /**
   * How long the model stays loaded after a warm-up, in seconds; -1 for ever. Sent with `warmUp` only, because a value
   * on every call can keep a model that is to make room for another. @default the server's own, usually 300
   */
  readonly keepAliveSeconds?: number;
  /**
   * `'stream'`: the reply comes token by token. `'whole'`: it comes at once at the end, for short replies that are often
   * cancelled, since a cancelled stream can cost some versions of Ollama a slot.
   *
   * @default 'stream'
   */
  readonly delivery?: 'stream' | 'whole';
  /**
   * What happens to a reply that reached its token limit. `'return'`: it is a reply with `finishReason: 'length'`, of
   * which whole steps may still be used. `'throw'`: it is an `OutputTruncatedError`.
   *
   * @default 'return'
   */
  readonly truncatedReply?: 'return' | 'throw';
  /**
   * When a reply is stopped because the model will not stop by itself, with an `OutputTruncatedError`: blanks in a row,
   * or one token again and again. `Infinity` for never. With `delivery: 'whole'` a reply can only be stopped by its token limit.
   *
   * @default { maxBlanks: 200, maxRepeats: 100 }
   */
  readonly runaway?: RunawayLimits;
}

/** Options of `ollama`: the server's and the model's side by side. */
export interface OllamaOptions extends OllamaHostOptions, OllamaModelOptions {}
