import type { Clock } from '@planweave/core-types';
import type { FaultSet } from '../faults/fault-rules.ts';
import type { RequestStage, RecordedRequest } from './recorded-request.ts';

/** One request and all that must end with it. */
export interface Exchange {
  readonly record: { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };
  readonly clock: Clock;
  /** Aborted when the client has gone, or the server stops. */
  readonly signal: AbortSignal;
  /** What is to go wrong with this request. */
  readonly faults: FaultSet;
  /** Notes how far the request got. */
  enter(stage: RequestStage): void;
  /** Registers what must be given back when the request is over, however it ends. Called once. */
  onEnd(cleanUp: (isDisconnected: boolean) => void): void;
}
