/** Makes items of text as it arrives. */
export interface Framer {
  /** More text. Throws the error for text that is wrong. */
  push(text: string): void;
  /** The body is over; `isWhole` is false when it broke off. What is complete by then may still be given. */
  end(isWhole: boolean): void;
}

/** What a {@link Framer} tells. */
export interface FramerOutlet<Item> {
  emit(item: Item): void;
  /** Nothing more belongs to the reply. */
  complete(): void;
}

/** The rules that {@link eagerStream} follows. */
export interface EagerRules {
  readonly maxReplyBytes: number;
  /** A piece arrived. */
  readonly onProgress: () => void;
  /** The reply is complete. */
  readonly onComplete: () => void;
  /** The body is over, so that its connection is free again. */
  readonly onBodyEnd: () => void;
  /** The error for bytes that are no reply: too many, or not UTF-8. */
  broken(problem: string, cause?: unknown): Error;
  /** The error for a body that ended, or broke off, before the reply was complete. */
  unfinished(cause?: unknown): Error;
}

/**
 * The items of a body, up to the one that completes the reply; the first thing that is wrong ends the stream with its
 * error. It reads as fast as the server sends, whatever the consumer does, because a server that is blocked by a slow
 * reader can lose its slot for good when that reader leaves. The bound on a reply is the bound on what is held.
 */
export function eagerStream<Item>(
  body: ReadableStream<Uint8Array>,
  rules: EagerRules,
  signal: AbortSignal,
  createFramer: (outlet: FramerOutlet<Item>) => Framer,
): ReadableStream<Item> {
  return new ReadableStream<Item>({
    start(controller) {
      let isOver = false;
      const reader = body.getReader();
      const end = (finish: () => void) => {
        if (isOver) return;
        isOver = true;
        signal.removeEventListener('abort', onAbort);
        finish();
      };
      const fail = (error: unknown) => {
        end(() => controller.error(error));
        // what is cancelled here may have failed already, which is known by then
        reader.cancel().catch(() => {});
        rules.onBodyEnd();
      };
      const onAbort = () => fail(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();

      const framer = createFramer({
        emit: (item) => {
          if (!isOver) controller.enqueue(item);
        },
        complete: () =>
          end(() => {
            rules.onComplete();
            controller.close();
          }),
      });
      pump(reader, rules, framer).then((brokeOffWith) => {
        if (brokeOffWith === undefined) rules.onBodyEnd();
        end(() => controller.error(rules.unfinished(brokeOffWith)));
      }, fail);
    },
  });
}

/** Reads a body to its end; gives what it broke off with, if it did. */
async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, rules: EagerRules, framer: Framer): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let replyBytes = 0;
  for (;;) {
    let bytes: Uint8Array | undefined;
    try {
      bytes = (await reader.read()).value;
    } catch (cause) {
      framer.end(false);
      return cause ?? new Error('The body broke off');
    }
    if (bytes === undefined) {
      framer.push(decode(decoder, bytes, rules));
      framer.end(true);
      return undefined;
    }
    rules.onProgress();
    replyBytes += bytes.byteLength;
    if (replyBytes > rules.maxReplyBytes) throw rules.broken(`more than ${rules.maxReplyBytes} bytes`);
    framer.push(decode(decoder, bytes, rules));
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined, rules: EagerRules): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw rules.broken('bytes that are not UTF-8', cause);
  }
}
