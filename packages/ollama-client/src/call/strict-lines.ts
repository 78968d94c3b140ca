/** What a line of a reply is: one of many, or the one that completes it. */
export type LineKind = 'part' | 'end';

/** The rules that {@link strictLines} follows. */
export interface LineRules {
  /** The longest line, in characters. */
  readonly maxLineLength: number;
  readonly maxReplyBytes: number;
  /** Judges one line, without its line end and never blank. Throws the error for a line that is wrong. */
  judge(line: string): LineKind;
  /** A piece arrived. */
  onProgress(): void;
  /** The line that completes the reply arrived. */
  onComplete(): void;
  /** The body ended after that, so that its connection is free again. */
  onBodyEnd(): void;
  /** The error for bytes that are no reply: too many, or not UTF-8. */
  broken(problem: string, cause?: unknown): Error;
  /** The error for a body that ended, or broke off, before the reply was complete. */
  unfinished(cause?: unknown): Error;
}

/**
 * Only the good lines of a body, each with a line feed: blank lines, carriage returns and a byte order mark are gone,
 * and the first thing that is wrong ends the stream with its error. It reads as fast as the server sends, whatever the
 * consumer does, because a server that is blocked by a slow reader can lose its slot for good when that reader leaves.
 */
export function strictLines(body: ReadableStream<Uint8Array>, rules: LineRules, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
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
      };
      const onAbort = () => fail(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();

      const take = (line: string) => {
        const clean = line.trim();
        if (isOver || clean === '') return;
        const kind = rules.judge(clean);
        controller.enqueue(encoder.encode(`${clean}\n`));
        if (kind === 'end') {
          rules.onComplete();
          end(() => controller.close());
        }
      };
      const onEnd = () => {
        end(() => controller.error(rules.unfinished()));
        rules.onBodyEnd();
      };
      readLines(reader, rules, take).then(onEnd, fail);
    },
  });
}

async function readLines(reader: ReadableStreamDefaultReader<Uint8Array>, rules: LineRules, take: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let pieces: string[] = [];
  let lineLength = 0;
  let replyBytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw rules.unfinished(cause);
    });
    if (!done) rules.onProgress();
    replyBytes += value?.byteLength ?? 0;
    if (replyBytes > rules.maxReplyBytes) throw rules.broken(`more than ${rules.maxReplyBytes} bytes`);
    const [first = '', ...rest] = decode(decoder, value, rules).split('\n');
    pieces.push(first);
    lineLength += first.length;
    for (const next of rest) {
      take(pieces.join(''));
      pieces = [next];
      lineLength = next.length;
    }
    if (lineLength > rules.maxLineLength) throw rules.broken(`a line of more than ${rules.maxLineLength} characters`);
    if (done) return take(pieces.join(''));
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined, rules: LineRules): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw rules.broken('bytes that are not UTF-8', cause);
  }
}
