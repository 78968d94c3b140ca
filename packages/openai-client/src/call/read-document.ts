import type { CallTarget } from '../errors/failed-reply.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import { boundedText } from './bounded-text.ts';
import type { CallWatch } from './call-watch.ts';
import { broken, readReplyObject, unfinished, type ReplyObject } from './judge-reply.ts';

/**
 * The one JSON object that a response consists of.
 *
 * @throws `UnfinishedReplyError` when it breaks off, `ProtocolError` for anything else, and why the call was stopped.
 */
export async function readDocument(response: Response, { maxReplyBytes, hide }: ModelSettings, watch: CallWatch, target: CallTarget): Promise<ReplyObject> {
  const { text, isWhole } = await watch.untilStopped(boundedText(response.body, maxReplyBytes)).catch((cause: unknown) => {
    throw watch.stoppedBy() ?? unfinished(target, cause);
  });
  if (!isWhole) throw broken(target, `more than ${maxReplyBytes} bytes`);
  watch.completed();
  watch.drained();
  return readReplyObject(text, target, hide);
}
