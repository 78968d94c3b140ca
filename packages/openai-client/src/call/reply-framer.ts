import type { Framer, FramerOutlet, HttpCall, JsonObject } from '@planweave/model-http';
import { createParser } from 'eventsource-parser';

/**
 * The JSON objects of a reply, up to `[DONE]` or, for servers that leave it out, up to the end of the body once a
 * `finish_reason` was seen. Comments, event names and ids are passed over. A body that begins with `{` is one document,
 * from a server that does not stream; the content type is not asked, because proxies change it.
 */
export function replyFramer(call: HttpCall, outlet: FramerOutlet<JsonObject>): Framer {
  let isFinished = false;
  const take = (text: string) => {
    const object = call.readObject(text);
    isFinished ||= hasFinishReason(object);
    outlet.emit(object);
  };
  const onDone = () => {
    if (isFinished) outlet.complete();
  };
  let framer: Framer | undefined;
  let start = '';
  return {
    push(text) {
      start += text;
      const first = start.trimStart()[0];
      if (framer === undefined && first === undefined) return;
      framer ??= first === '{' ? documentFramer(take) : eventFramer(call, take, onDone);
      framer.push(start);
      start = '';
    },
    end(isWhole) {
      framer?.end(isWhole);
      onDone();
    },
  };
}

function documentFramer(take: (text: string) => void): Framer {
  const pieces: string[] = [];
  return {
    push: (text) => void pieces.push(text),
    end(isWhole) {
      if (isWhole) take(pieces.join(''));
    },
  };
}

function eventFramer(call: HttpCall, take: (text: string) => void, onDone: () => void): Framer {
  const parser = createParser({
    onEvent({ data }) {
      if (data.trim() === '[DONE]') onDone();
      else take(data);
    },
    onError(error) {
      const isTooLong = error.type === 'max-buffer-size-exceeded';
      throw call.broken(isTooLong ? `an event of more than ${longestEvent} characters` : 'a line that is no server-sent event');
    },
    maxBufferSize: longestEvent,
  });
  return {
    push: (text) => parser.feed(text),
    end(isWhole) {
      // the last event may lack its empty line
      if (isWhole) parser.feed('\n\n');
    },
  };
}

/** An event is a token or two. */
const longestEvent = 1024 * 1024;

function hasFinishReason(object: JsonObject): boolean {
  const choices = object['choices'];
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return typeof first === 'object' && first !== null && 'finish_reason' in first && typeof first.finish_reason === 'string';
}
