import type { Clock } from '@planweave/core-types';
import type { FakeModel } from './fake-model.ts';
import type { FakeSpeed } from './fake-speed.ts';
import type { ReplyWriter } from './generation/fake-reply.ts';
import type { Scheduler } from './scheduling/scheduler.ts';

/** What every route works with. */
export interface Server {
  readonly clock: Clock;
  readonly speed: FakeSpeed;
  /** By full name. */
  readonly models: Map<string, FakeModel>;
  /** What can be pulled, by full name. */
  readonly registry: ReadonlyMap<string, FakeModel>;
  readonly scheduler: Scheduler;
  readonly reply: ReplyWriter;
  /** Counts the requests for text, 1 for the first. */
  nextReply(): number;
  readonly version: string;
  /** The date, in milliseconds since 1970, at which the clock says 0. */
  readonly epochMs: number;
  /** How many bytes of each model were pulled before a disconnection. */
  readonly pulledBytes: Map<string, number>;
}
