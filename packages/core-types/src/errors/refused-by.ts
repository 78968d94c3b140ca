/** Who refused the call before it was made. `time`: what is left of the budget is too short for it. */
export type RefusedBy = 'circuit' | 'queue' | 'rate-limit' | 'time';
