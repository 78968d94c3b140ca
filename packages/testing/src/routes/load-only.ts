import { jsonAnswer, type Answer } from '../engine/answer.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import { runnerOptions } from '../engine/scheduling/runner-options.ts';
import type { Server } from '../engine/server.ts';
import { flagField, objectField, type JsonFields } from '../requests/json-body.ts';
import { checkOptionTypes } from '../requests/option-types.ts';
import { runnerWish } from './inference.ts';
import { replyHead, type PartShape } from './native-reply.ts';

/**
 * A request without a prompt: it loads the model, or unloads it when it is to be kept for no time. The answer is one
 * object, streamed or not.
 */
export async function loadOnly(
  server: Server,
  exchange: Exchange,
  wanted: { readonly fields: JsonFields; readonly name: string; readonly model: FakeModel; readonly keepAliveMs: number | undefined; readonly shape: PartShape },
): Promise<Answer> {
  const { fields, model, keepAliveMs } = wanted;
  if (keepAliveMs === 0) {
    server.scheduler.unload(model);
  } else {
    const options = objectField(fields, 'options');
    checkOptionTypes(options);
    await server.scheduler.assign(runnerWish(exchange, model, runnerOptions(options, flagField(fields, 'shift'), model), keepAliveMs));
  }
  const part = wanted.shape({ text: '', thinking: '', toolCalls: [] });
  return jsonAnswer(200, { ...replyHead(server, wanted.name), ...part, done: true, done_reason: keepAliveMs === 0 ? 'unload' : 'load' });
}
