import type { Clock } from '@planweave/core-types';

/** How much of a body is read, and for how long. */
export interface Bounds {
  readonly maxBytes: number;
  readonly maxMs: number;
  readonly clock: Clock;
}

/**
 * The beginning of a body as text: what came within the bounds, and before it broke off. The rest is never received.
 * Bytes that are not UTF-8 become replacement characters.
 */
export async function beginningOf(body: ReadableStream<Uint8Array> | null, { maxBytes, maxMs, clock }: Bounds): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  // a read that waits ends with it
  const leave = () => void reader.cancel().catch(() => {});
  const stopTimer = clock.schedule(leave, maxMs);
  let text = '';
  try {
    for (let left = maxBytes; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } catch {
    // what came before it broke off is what there is
  }
  stopTimer();
  leave();
  return text;
}
