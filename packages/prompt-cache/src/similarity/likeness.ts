import type { PlanStep } from '@planweave/core-types';
import type { Outline } from './outline.ts';

/** What an entry is to similar worlds. */
export interface Likeness {
  readonly outline: Pick<Outline, 'facts' | 'numbers' | 'texts'>;
  /** The steps by role, where the domain knows roles. */
  readonly steps: readonly PlanStep[];
}
