import { createParser } from 'eventsource-parser';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import type { Framer, FramerOutlet } from './eager-stream.ts';
import { broken, readReplyObject, type ReplyObject } from './judge-reply.ts';

/**
 * The JSON objects of a stream of server-sent events, up to `[DONE]` or, for servers that leave it out, up to the end of
 * the body once a `finish_reason` was seen. Comments, event names and ids are passed over.
 */
export function eventFramer(target: CallTarget, { hide, maxReplyBytes }: ModelSettings, outlet: FramerOutlet<ReplyObject>): Framer {
  const maxEventLength = Math.min(longestEvent, maxReplyBytes);
  let isFinished = false;
  const parser = createParser({
    onEvent({ data }) {
      if (data.trim() === '[DONE]') {
        if (isFinished) outlet.complete();
        return;
      }
      const object = readReplyObject(data, target, hide);
      isFinished ||= hasFinishReason(object);
      outlet.emit(object);
    },
    onError(error) {
      const what = error.type === 'max-buffer-size-exceeded' ? `an event of more than ${maxEventLength} characters` : 'a line that is no server-sent event';
      throw broken(target, what);
    },
    maxBufferSize: maxEventLength,
  });
  return {
    push: (text) => parser.feed(text),
    end(isWhole) {
      // the last event may lack its empty line
      if (isWhole) parser.feed('\n\n');
      if (isFinished) outlet.complete();
    },
  };
}

/** An event is a token or two. */
const longestEvent = 1024 * 1024;

function hasFinishReason(object: ReplyObject): boolean {
  const choices = object['choices'];
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return typeof first === 'object' && first !== null && 'finish_reason' in first && typeof first.finish_reason === 'string';
}
