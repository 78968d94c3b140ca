/**
 * The result of work that may not listen to its signal: when that aborts, the wait is over. Whatever goes wrong goes
 * through `fail` first, at once: whoever aborted goes on before the one who waits here gets to run again.
 *
 * @param fail - Turns what was thrown, or the reason of the abort, into what is thrown here; may be called twice.
 */
export async function untilAborted<Result>(signal: AbortSignal, work: () => Promise<Result>, fail: (thrown: unknown) => unknown): Promise<Result> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(fail(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } catch (thrown) {
    throw fail(thrown);
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}
