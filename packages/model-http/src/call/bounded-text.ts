/**
 * The beginning of a body as text, at most `maxBytes` of it; the rest is never received. Bytes that are not UTF-8 become
 * replacement characters.
 */
export async function boundedText(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  if (body === null) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let left = maxBytes;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), isWhole: true };
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
    if (left < 0) {
      reader.cancel().catch(() => {});
      return { text, isWhole: false };
    }
  }
}
