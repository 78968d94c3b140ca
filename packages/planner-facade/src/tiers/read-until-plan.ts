import { TimedOutError, type CallContext, type Clock, type ModelChunk, type ModelReply } from '@planweave/core-types';

/** How long the end of a reply is waited for once the plan in it is complete, in milliseconds. */
const graceMs = 40;

/** Takes the text of a reply piece by piece and knows when it has read enough. */
export interface PlanReader {
  push(text: string): void;
  readonly isDone: boolean;
}

/**
 * Reads a streamed reply until the plan in it is complete, and stops the model then: what it would write after the plan is
 * nobody's business. A model that decodes under a grammar ends by itself with the plan; its end is waited for briefly,
 * because it brings the server's own account of the call and leaves the connection in order.
 *
 * @returns The end of the reply, if it came.
 */
export async function readUntilPlan(chunks: AsyncIterable<ModelChunk>, reader: PlanReader, { clock, deadline }: Pick<CallContext, 'clock' | 'deadline'>): Promise<ModelReply | undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  let graceEndsAt: number | undefined;
  try {
    for (;;) {
      if (reader.isDone) graceEndsAt ??= clock.now() + graceMs;
      const next = await (graceEndsAt === undefined ? iterator.next() : within(graceEndsAt - clock.now(), iterator.next(), clock));
      if (next === undefined || next.done === true) return undefined;
      // a stream that never waits would keep every timer from running
      if (graceEndsAt !== undefined && (deadline.isOver() || clock.now() >= graceEndsAt)) return next.value.kind === 'end' ? next.value.reply : undefined;
      if (deadline.isOver()) throw new TimedOutError({ what: 'The reply', kind: 'deadline', allowedMs: 0, phase: 'decode' });
      const chunk = next.value;
      if (chunk.kind === 'end') return chunk.reply;
      if (chunk.kind !== 'text') continue;
      if (reader.isDone && chunk.text.trim() !== '') return undefined;
      reader.push(chunk.text);
    }
  } finally {
    // not awaited: a generator that waits for its server would keep the plan back
    void stop(iterator);
  }
}

async function stop(iterator: AsyncIterator<ModelChunk>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // the plan is read; how the model takes being stopped does not matter
  }
}

function within<Result>(limitMs: number, work: Promise<Result>, clock: Clock): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(() => resolve(undefined), Math.max(0, limitMs));
    work.then(
      (result) => {
        cancel();
        resolve(result);
      },
      () => {
        cancel();
        resolve(undefined);
      },
    );
  });
}
