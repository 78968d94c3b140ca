/** The body of a fetched response, filled by a server that does not wait for its reader. */
export interface ReplyStream {
  readonly stream: ReadableStream<Uint8Array>;
  push(bytes: Uint8Array): void;
  close(): void;
  /** Breaks off once everything pushed so far has been read. */
  fail(error: Error): void;
  /** Breaks off at once; what was not read is lost. */
  abort(reason: unknown): void;
}

type Item = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'end' } | { readonly kind: 'error'; readonly error: Error };

/**
 * A stream with a queue of its own, because the one of `ReadableStream` forgets what was queued when an error comes.
 *
 * @param onCancel - Called when the reader wants no more.
 */
export function createReplyStream(onCancel: () => void): ReplyStream {
  const items: Item[] = [];
  let wake: (() => void) | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const add = (item: Item) => {
    items.push(item);
    wake?.();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      async pull(given) {
        if (items.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const item = items.shift();
        if (item?.kind === 'bytes') given.enqueue(item.bytes);
        else if (item?.kind === 'end') given.close();
        else if (item?.kind === 'error') given.error(item.error);
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    push: (bytes) => add({ kind: 'bytes', bytes }),
    close: () => add({ kind: 'end' }),
    fail: (error) => add({ kind: 'error', error }),
    abort(reason) {
      items.length = 0;
      controller?.error(reason);
      wake?.();
    },
  };
}
