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
  /** Lets others run. */
  pause(): Promise<void>;
  /** The error for bytes that are no reply: too many, or not UTF-8. */
  broken(problem: string, cause?: unknown): Error;
  /** The error for a body that ended, or broke off, before the reply was complete. */
  unfinished(cause?: unknown): Error;
}

/**
 * The items of a body, up to the one that completes the reply, or up to the first thing that is wrong, which is thrown
 * after what came before it. An abort is thrown at once. It reads as fast as the server sends, whatever the consumer
 * does, because a server that is blocked by a slow reader can lose its slot for good when that reader leaves. The bound
 * on a reply is the bound on what is held.
 */
export function eagerStream<Item>(
  body: ReadableStream<Uint8Array>,
  rules: EagerRules,
  signal: AbortSignal,
  createFramer: (outlet: FramerOutlet<Item>) => Framer,
): AsyncIterable<Item> {
  const held = createHold<Item>();
  const reader = body.getReader();
  const end = (error?: unknown) => {
    signal.removeEventListener('abort', onAbort);
    held.end(error);
  };
  const fail = (error: unknown) => {
    end(error);
    // what is cancelled here may have failed already, which is known by then
    reader.cancel().catch(() => {});
    rules.onBodyEnd();
  };
  const onAbort = () => {
    held.clear();
    fail(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  const complete = () => {
    if (held.isOver()) return;
    rules.onComplete();
    end();
  };
  const framer = createFramer({ emit: held.add, complete });
  pump(reader, rules, framer).then((brokeOffWith) => {
    if (brokeOffWith === undefined) rules.onBodyEnd();
    if (!held.isOver()) end(rules.unfinished(brokeOffWith));
  }, fail);
  return held;
}

/** Holds items until they are taken. What is added after the end is dropped, and only the first end counts. */
interface Hold<Item> extends AsyncIterable<Item> {
  readonly add: (item: Item) => void;
  end(error: unknown): void;
  clear(): void;
  isOver(): boolean;
}

function createHold<Item>(): Hold<Item> {
  let items: Item[] = [];
  let outcome: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  return {
    add(item) {
      if (outcome === undefined) items.push(item);
      wake?.();
    },
    end(error) {
      outcome ??= { error };
      wake?.();
    },
    clear() {
      items = [];
    },
    isOver: () => outcome !== undefined,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const ready = items;
        items = [];
        yield* ready;
        if (items.length > 0) continue;
        if (outcome?.error !== undefined) throw outcome.error;
        if (outcome !== undefined) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Reads a body to its end; gives what it broke off with, if it did. */
async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, rules: EagerRules, framer: Framer): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let replyBytes = 0;
  for (let pieces = 1; ; pieces += 1) {
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
    // a body that is always ready would never let a timer fire
    if (pieces % piecesInTurn === 0) await rules.pause();
  }
}

/** So many that a waiting reader does not notice, so few that a timer does not. */
const piecesInTurn = 256;

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined, rules: EagerRules): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw rules.broken('bytes that are not UTF-8', cause);
  }
}
