import type { Clock } from '@planweave/core-types';
import type { FaultRules, FaultSet } from '../faults/fault-rules.ts';
import { jsonOf } from '../requests/json-body.ts';
import type { Exchange } from './exchange.ts';
import type { Incoming } from './wire.ts';

/** An exchange that its owner can end. */
export interface OpenExchange extends Exchange {
  /** Ends it, gives back all it held, and notes how it ended. Later calls do nothing. */
  end(outcome: 'completed' | 'disconnected' | 'cut'): void;
}

/** Begins the account of a request and draws its faults. */
export function openExchange(
  incoming: Incoming,
  setting: { readonly number: number; readonly inFlight: number; readonly clock: Clock; readonly signal: AbortSignal; readonly rules: FaultRules },
): OpenExchange {
  const { clock, signal } = setting;
  const body = jsonOf(incoming.body);
  const record: Exchange['record'] = {
    number: setting.number,
    method: incoming.method,
    path: incoming.target.replace(/[?#].*$/s, ''),
    headers: incoming.headers,
    rawBody: incoming.body,
    body,
    model: modelIn(body),
    socketId: incoming.socketId,
    receivedAt: clock.now(),
    inFlight: setting.inFlight,
    stage: 'received',
    status: undefined,
    answeredAt: undefined,
    endedAt: undefined,
    outcome: 'open',
    disconnected: undefined,
    promptTokens: undefined,
    commonPrefixTokens: undefined,
    slot: undefined,
    faults: [],
  };
  const faults: FaultSet = setting.rules.draw(record);
  record.faults = faults.kinds;
  const cleanUps: ((isDisconnected: boolean) => void)[] = [];

  const end: OpenExchange['end'] = (outcome) => {
    if (record.endedAt !== undefined) return;
    record.endedAt = clock.now();
    record.outcome = outcome;
    if (outcome === 'disconnected') record.disconnected = { at: record.endedAt, stage: record.stage };
    else if (outcome === 'completed') record.stage = 'done';
    for (const cleanUp of cleanUps.toReversed()) cleanUp(outcome === 'disconnected');
  };

  return {
    record,
    clock,
    signal,
    faults,
    end,
    enter(stage) {
      if (record.endedAt === undefined) record.stage = stage;
    },
    onEnd(cleanUp) {
      if (record.endedAt === undefined) cleanUps.push(cleanUp);
      else cleanUp(record.outcome === 'disconnected');
    },
  };
}

function modelIn(body: unknown): string | undefined {
  const model = typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
  return typeof model === 'string' ? model : undefined;
}
