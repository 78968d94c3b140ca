import { wholeText, type Framer, type FramerOutlet, type HttpCall, type JsonObject } from '@planweave/model-http';
import { createParser } from 'eventsource-parser';

/**
 * The JSON objects of a reply, up to `[DONE]` or, for servers that leave it out, up to the end of the body once a
 * `finish_reason` was seen. Comments and all fields but `data` are passed over. A body that begins with `{` is one document,
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
  return {
    push(text) {
      // blanks before the beginning are dropped: held back, many of them would cost more and more
      const next = framer === undefined ? text.trimStart() : text;
      if (next === '') return;
      if (framer === undefined && next.startsWith('<')) throw call.broken('a page of HTML or XML');
      framer ??= next.startsWith('{') ? wholeText({ emit: take, complete: onDone }) : eventFramer(call, take, onDone);
      framer.push(next);
    },
    end(isWhole) {
      framer?.end(isWhole);
      onDone();
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
      if (error.type === 'invalid-retry' || (error.type === 'unknown-field' && isFieldName(error.field))) return;
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

/** A field of a later version, or of a proxy, against a line of something else. */
function isFieldName(field: string | undefined): boolean {
  return field !== undefined && /^[\w-]+$/.test(field);
}

/** An event is a token or two. */
const longestEvent = 1024 * 1024;

function hasFinishReason(object: JsonObject): boolean {
  const choices = object['choices'];
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return typeof first === 'object' && first !== null && 'finish_reason' in first && typeof first.finish_reason === 'string';
}
