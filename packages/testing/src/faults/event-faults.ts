import type { Exchange } from '../engine/exchange.ts';
import type { GenerationEvent } from '../engine/generation/generate.ts';
import { pauseUntil } from '../engine/pause.ts';

/** Events as the faults of a request let them through: stalled, without an end, or broken by a failure. */
export async function* spoilEvents(exchange: Exchange, events: AsyncIterable<GenerationEvent>): AsyncGenerator<GenerationEvent, void> {
  const stall = exchange.faults.find('stall');
  const unfinished = exchange.faults.find('unfinished');
  const failure = exchange.faults.find('fail-midway');
  let chunks = 0;
  for await (const event of events) {
    if (stall?.afterChunks === chunks) {
      await pauseUntil(exchange.clock, exchange.clock.now() + (stall.forMs ?? Infinity), exchange.signal);
    }
    if (failure?.afterChunks === chunks) {
      yield { kind: 'failure', message: failure.message ?? 'an error was encountered while running the model: unexpected EOF' };
      return;
    }
    if (unfinished !== undefined && (event.kind === 'end' || unfinished.afterChunks === chunks)) return;
    yield event;
    chunks += 1;
  }
}
