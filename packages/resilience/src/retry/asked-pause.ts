import { PlanweaveError } from '@planweave/core-types';

/** How long the server asked to wait, in milliseconds; 0 when it did not, or not with a number above 0. */
export function askedPauseMs(error: unknown): number {
  const asked = PlanweaveError.isInstance(error) ? error.retryAfterMs : undefined;
  return asked !== undefined && asked > 0 ? asked : 0;
}
