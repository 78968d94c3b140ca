import {
  asPlanweaveError,
  checkCount,
  checkDuration,
  sleep,
  type CallContext,
  type FinishReason,
  type LanguageModel,
  type ModelCall,
  type ModelChunk,
  type ModelReply,
} from '@planweave/core-types';
import { bounded } from './bounded.ts';
import { NothingScriptedError } from './nothing-scripted-error.ts';
import { estimateTokens, piecesOf } from './text-pieces.ts';

/** A reply with more to it than its text. */
export interface ScriptedText {
  readonly text: string;
  /** What a reasoning model thought before it answered. */
  readonly thinking?: string;
  /** @default 'stop' */
  readonly finishReason?: FinishReason;
}

/** What a scripted model answers: a text, or an error that it throws. */
export type ScriptedAnswer = string | ScriptedText | Error;

/** One entry of a script: an answer, or a function that finds it when the call comes. What it throws is thrown. */
export type ScriptedReply = ScriptedAnswer | ((call: ModelCall, context: CallContext) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** How a {@link scriptedModel} behaves. */
export interface ScriptedModelOptions {
  /** The model's id. @default 'scripted' */
  readonly id?: string;
  /** Characters of each streamed piece, above 0. @default Infinity, the whole text in one piece */
  readonly chunkSize?: number;
  /** How long it takes to the first piece, in milliseconds of the context's clock. @default 0 */
  readonly delayMs?: number;
  /** How long it takes from each piece to the next, in milliseconds of the context's clock. @default 0 */
  readonly chunkDelayMs?: number;
  /** What every call after the end of the script gets. @default a `NothingScriptedError` */
  readonly otherwise?: ScriptedReply;
}

/** A call that a scripted model received. */
export interface ScriptedCall {
  readonly call: ModelCall;
  readonly context: CallContext;
  readonly mode: 'generate' | 'stream';
  /** `left`: the reader stopped before the end. */
  readonly outcome: 'running' | 'completed' | 'failed' | 'left';
}

/** A model that plays back a script and keeps account of who called it. */
export interface ScriptedModel extends LanguageModel {
  /** Every call so far, in order. */
  readonly calls: readonly ScriptedCall[];
}

/**
 * A model without a server: it gives the scripted replies one after the other, streams them in pieces when asked to,
 * obeys the context's signal and deadline, and throws `NothingScriptedError` when the script is used up. Errors that
 * are no `PlanweaveError` arrive as a `PlugInError`, as the contract of `LanguageModel` demands.
 *
 * @throws `InvalidOptionError` for a `chunkSize` below 1 or a negative delay.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { scriptedModel } from '@planweave/testing';
 *
 * const model = scriptedModel(['{"steps":[]}', new Error('out of ideas')]);
 * const reply = await model.generate({ messages: [{ role: 'user', content: 'Plan!' }] }, createCallContext());
 * reply.text; //=> '{"steps":[]}'
 * model.calls.length; //=> 1
 * ```
 */
export function scriptedModel(replies: readonly ScriptedReply[], options: ScriptedModelOptions = {}): ScriptedModel {
  const { id = 'scripted', chunkSize = Infinity } = options;
  if (chunkSize !== Infinity) checkCount('scriptedModel', 'chunkSize', chunkSize);
  const delayMs = checkDuration('scriptedModel', 'delayMs', options.delayMs ?? 0);
  const chunkDelayMs = checkDuration('scriptedModel', 'chunkDelayMs', options.chunkDelayMs ?? 0);
  const script = [...replies];
  const calls: { -readonly [Key in keyof ScriptedCall]: ScriptedCall[Key] }[] = [];

  async function* play(mode: ScriptedCall['mode'], call: ModelCall, context: CallContext): AsyncGenerator<ModelChunk, void> {
    const { clock } = context;
    const record: (typeof calls)[number] = { call, context, mode, outcome: 'running' };
    const number = calls.push(record);
    /** Costs nothing as long as nobody waits, cancels or is late. */
    const pause = (ms: number) => {
      if (ms === 0 && !context.signal.aborted && !context.deadline.isOver()) return undefined;
      return bounded(`The model "${id}"`, 'decode', context, (signal) => sleep(clock, ms, signal));
    };
    const reply = script[number - 1] ?? options.otherwise ?? nothingScripted(id, number, script.length);
    const startedAt = clock.now();
    try {
      await pause(delayMs);
      const answer = textOf(typeof reply === 'function' ? await bounded(`The model "${id}"`, 'prefill', context, () => reply(call, context)) : reply);
      const firstTokenMs = clock.now() - startedAt;
      if (answer.thinking !== undefined && answer.thinking !== '') yield { kind: 'thinking', text: answer.thinking };
      for (const [index, text] of piecesOf(answer.text, chunkSize).entries()) {
        await pause(index === 0 ? 0 : chunkDelayMs);
        yield { kind: 'text', text };
      }
      await pause(0);
      record.outcome = 'completed';
      yield { kind: 'end', reply: replyOf(id, call, answer, { firstTokenMs, totalMs: clock.now() - startedAt }) };
    } catch (error) {
      record.outcome = 'failed';
      throw asPlanweaveError(error, `The model "${id}"`, 'decode');
    } finally {
      if (record.outcome === 'running') record.outcome = 'left';
    }
  }

  return {
    id,
    calls,
    stream: (call, context) => play('stream', call, context),
    async generate(call, context) {
      for await (const chunk of play('generate', call, context)) {
        if (chunk.kind === 'end') return chunk.reply;
      }
      throw new Error('unreachable: every finished script ends with its reply');
    },
  };
}

function textOf(answer: ScriptedAnswer): ScriptedText {
  if (answer instanceof Error) throw answer;
  return typeof answer === 'string' ? { text: answer } : answer;
}

function nothingScripted(id: string, call: number, scripted: number): NothingScriptedError {
  return new NothingScriptedError({ what: `Call ${call} of the model "${id}"`, had: `${scripted} were scripted`, advice: 'script another one, or give the option "otherwise"' });
}

function replyOf(model: string, call: ModelCall, answer: ScriptedText, time: { readonly firstTokenMs: number; readonly totalMs: number }): ModelReply {
  return {
    text: answer.text,
    ...(answer.thinking === undefined ? {} : { thinking: answer.thinking }),
    model,
    finishReason: answer.finishReason ?? 'stop',
    usage: {
      promptTokens: call.messages.reduce((sum, message) => sum + estimateTokens(message.content), 0),
      replyTokens: estimateTokens(answer.text),
    },
    timings: { ...time, loadMs: 0, prefillMs: time.firstTokenMs, decodeMs: time.totalMs - time.firstTokenMs },
  };
}
