import type { Exchange } from '../exchange.ts';
import { once } from '../once.ts';
import { gone, pauseUntil } from '../pause.ts';
import type { Runner } from '../scheduling/runner.ts';
import { takeSlot } from '../scheduling/slots.ts';
import type { FakeReply, FakeToolCall } from './fake-reply.ts';
import type { GenerationMetrics } from './metrics.ts';
import { writtenPieces, type ReplyLimits } from './written-pieces.ts';

/** A reply to be written by a loaded model. */
export interface GenerationJob {
  readonly exchange: Exchange;
  readonly runner: Runner;
  /** When the request came, and when it was given the model. */
  readonly startedAt: number;
  readonly assignedAt: number;
  readonly prompt: readonly string[];
  readonly limits: ReplyLimits;
  readonly prefillTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
  /** Called when a slot is there, before the prompt is read. @throws `ApiError` for a format that cannot be used */
  readonly checkFormat: () => void;
  /** Called when the prompt was read. */
  readonly reply: () => Promise<FakeReply>;
  /** Takes the model out of memory. */
  readonly crash: () => void;
}

/** What happens while a reply is written. A stream that ends without `end` or `failure` was given up silently. */
export type GenerationEvent =
  | { readonly kind: 'text' | 'thinking'; readonly text: string }
  | { readonly kind: 'failure'; readonly message: string }
  | {
      readonly kind: 'end';
      readonly finalText: string;
      readonly toolCalls: readonly FakeToolCall[];
      readonly finishReason: 'stop' | 'length';
      readonly metrics: GenerationMetrics;
    };

/**
 * Waits for a slot, reads what the slot does not know of the prompt, and writes the reply token by token at the model's
 * speed. The slot is free again when the last token is written, or when the client goes away.
 *
 * @throws `ApiError` for what goes wrong before the first token.
 */
export async function* generate(job: GenerationJob): AsyncGenerator<GenerationEvent, void> {
  const { exchange, runner, prompt } = job;
  const { clock, signal } = exchange;
  exchange.enter('queue');
  const slot = await takeTurn(job);
  job.checkFormat();
  exchange.enter('prompt');
  const promptAt = clock.now();
  // at least one token is always read, however much the slot knows
  const newTokens = Math.max(1, prompt.length - slot.commonPrefixTokens);
  await pauseUntil(clock, promptAt + secondsAsMs(newTokens / job.prefillTokensPerSecond), signal);
  const prefillMs = clock.now() - promptAt;
  slot.remember([]);
  const crash = exchange.faults.find('crash');
  if (crash?.during === 'prompt') job.crash();
  if (runner.failure !== undefined) throw runner.failure;

  const reply = await Promise.race([job.reply(), gone(signal)]);
  exchange.enter('stream');
  const written = writtenPieces(reply, job.limits);
  const decodeAt = clock.now();
  for (const [index, piece] of written.pieces.entries()) {
    await pauseUntil(clock, decodeAt + secondsAsMs((index + 1) / job.decodeTokensPerSecond), signal);
    if (crash?.during === 'stream' && index === (crash.afterChunks ?? 1)) job.crash();
    if (runner.failure !== undefined) {
      yield { kind: 'failure', message: 'an error was encountered while running the model: unexpected EOF' };
      return;
    }
    yield piece;
  }
  slot.remember(written.pieces.map(({ text }) => text));
  slot.free();
  if (written.isAborted) return;
  const replyTokens = written.pieces.length + (written.finalText === '' ? 0 : 1);
  const now = clock.now();
  yield {
    kind: 'end',
    finalText: written.finalText,
    toolCalls: reply.toolCalls ?? [],
    finishReason: written.finishReason,
    metrics: {
      totalMs: now - job.startedAt,
      loadMs: job.assignedAt - job.startedAt,
      promptTokens: prompt.length,
      prefillMs,
      replyTokens,
      decodeMs: now - decodeAt,
    },
  };
}

interface Turn {
  readonly commonPrefixTokens: number;
  /** The slot now knows the whole prompt and what was written after it. */
  remember(written: readonly string[]): void;
  /** Gives the slot back. */
  free(): void;
}

async function takeTurn({ exchange, runner, prompt }: GenerationJob): Promise<Turn> {
  const { clock, record } = exchange;
  const giveBack = await runner.places.acquire(exchange.signal);
  const { slot, commonPrefixTokens } = takeSlot(runner.slots, prompt);
  slot.tokens = prompt.slice(0, commonPrefixTokens);
  record.slot = slot.number;
  record.promptTokens = prompt.length;
  record.commonPrefixTokens = commonPrefixTokens;
  const free = once(() => {
    slot.isBusy = false;
    giveBack();
  });
  exchange.onEnd((isDisconnected) => {
    const leak = isDisconnected ? exchange.faults.find('leak-slot') : undefined;
    if (leak === undefined) free();
    else if (leak.forMs !== undefined) clock.schedule(free, leak.forMs);
  });
  return {
    commonPrefixTokens,
    free,
    remember(written) {
      slot.tokens = [...prompt, ...written];
    },
  };
}

function secondsAsMs(seconds: number): number {
  return seconds * 1000;
}
