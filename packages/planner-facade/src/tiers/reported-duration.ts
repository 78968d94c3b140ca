/** A duration that a server reports, in milliseconds; 0 for one that makes no sense. */
export function reportedDuration(reported: number | undefined): number {
  return reported !== undefined && reported > 0 && reported < Infinity ? reported : 0;
}
