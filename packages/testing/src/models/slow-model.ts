import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel, type ScriptedReply } from './scripted-model.ts';

/**
 * A model that takes its time before it says anything, on the clock of the call.
 *
 * @param delayMs - How long, in milliseconds.
 * @throws `InvalidOptionError` for a negative delay.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { manualClock, slowModel } from '@planweave/testing';
 *
 * const clock = manualClock();
 * await clock.runUntil(slowModel('late', 2000).generate({ messages: [] }, createCallContext({ clock })));
 * clock.now(); //=> 2000
 * ```
 */
export function slowModel(reply: ScriptedReply, delayMs: number, options: MockOptions = {}): ScriptedModel {
  return scriptedModel([], { id: 'slow-model', ...options, delayMs, otherwise: reply });
}
