/**
 * Every plain counter with what it counts. A call of a model is one of the planner's attempts: what an adapter sends once
 * more within one, over a fresh connection or to a server that does not take a schema, is not counted again. The names that the original system used are kept: `llm.*.count`, `cache.hit`,
 * `cache.miss`, `cache.sim_hit`, `cache.evictions`.
 *
 * @example
 * ```ts
 * import { counterCatalogue } from '@planweave/telemetry';
 *
 * counterCatalogue['llm.request.count']; //=> 'Calls to a model, each attempt counted.'
 * ```
 */
export const counterCatalogue = Object.freeze({
  'llm.request.count': 'Calls to a model, each attempt counted.',
  'llm.success.count': 'Calls that gave a plan.',
  'llm.error.count': 'Calls that failed.',
  'llm.cancelled.count': 'Calls that were stopped from outside: by the caller, or because another call was faster.',
  'llm.retry.count': 'Failed calls that were made again after a pause.',
  'llm.hedge.count': 'Second calls that were started beside a slow one.',
  'llm.refused.count': 'Calls that were not made, for whatever reason.',
  'llm.circuit_open.count': 'Times that a circuit opened.',
  'llm.fallback.count': 'Plans for which the heuristics had to stand in.',
  'llm.tokens.prompt': 'Tokens that models read, as servers counted them.',
  'llm.tokens.reply': 'Tokens that models wrote, as servers counted them.',
  'plan.count': 'Plans asked for, each counted once however many attempts it took.',
  'plan.llm.count': 'Plans that a model wrote.',
  'plan.cache.count': 'Plans from the cache.',
  'plan.cancelled.count': 'Requests that the caller gave up.',
  'plan.rejected.count': 'Requests that ended without a plan for another reason.',
  'plan.late.count': 'Requests that ended after their deadline.',
  'plan.steps': 'Steps in all plans.',
  'plan.followed.count': 'Plans that an agent followed after they were made in the background.',
  'plan.discarded.count': 'Plans made in the background that were of no use any more.',
  'cache.hit': 'Lookups that found a plan for exactly this world.',
  'cache.sim_hit': 'Lookups that found a plan for a similar world, still legal as a whole.',
  'cache.repaired': 'Lookups that found a plan of which the legal steps were kept.',
  'cache.stale': 'Lookups that found a plan which is not legal any more.',
  'cache.miss': 'Lookups that found nothing.',
  'cache.bypass': 'Requests that did without the cache.',
  'cache.stores': 'Entries stored.',
  'cache.evictions': 'Entries given up for lack of room.',
  'cache.expirations': 'Entries given up for their age.',
  'cache.invalidations': 'Entries given up because they were told to be wrong.',
  'cache.tokens_saved': 'Tokens that models did not have to read or write thanks to the cache.',
  'queue.entered': 'Calls that had to wait for their turn.',
  'queue.admitted': 'Waiting calls that got their turn.',
  'queue.cancelled': 'Waiting calls that were stopped from outside.',
  'queue.timed_out': 'Waiting calls whose time ran out.',
  'queue.shed': 'Waiting calls that were sent away.',
  'parse.count': 'Replies in which a plan was found.',
  'parse.repairs': 'Mends that replies needed.',
  'parse.dropped': 'Steps of replies that could not be read.',
  'check.legal': 'Steps of replies that are legal.',
  'check.illegal': 'Steps of replies that are not.',
  'prompt.count': 'Prompts built.',
  'prompt.characters': 'Characters in all prompts.',
  'plug_in.failures': 'Times that code of the caller threw and was contained.',
  'observer.failures': 'Times that an observer threw and was contained.',
} as const);

/** One of {@link counterCatalogue}. */
export type CounterName = keyof typeof counterCatalogue;

/**
 * What is going on right now, with what it counts.
 *
 * @example
 * ```ts
 * import { gaugeCatalogue } from '@planweave/telemetry';
 *
 * gaugeCatalogue['plan.active']; //=> 'Plans that are being made.'
 * ```
 */
export const gaugeCatalogue = Object.freeze({
  'llm.request.active': 'Calls that are running.',
  'plan.active': 'Plans that are being made.',
  'queue.waiting': 'Calls that wait for their turn.',
} as const);

/** One of {@link gaugeCatalogue}. */
export type GaugeName = keyof typeof gaugeCatalogue;

/**
 * Counters that are told apart by a label, with the label and what they count. Each adds up to the plain counter `total`.
 *
 * @example
 * ```ts
 * import { tallyCatalogue } from '@planweave/telemetry';
 *
 * tallyCatalogue.refusals.metric; //=> 'llm.refused.by_guard'
 * ```
 */
export const tallyCatalogue = Object.freeze({
  errors: { metric: 'llm.error.by_code', label: 'code', total: 'llm.error.count', description: 'Calls that failed, by error code.' },
  fallbacks: { metric: 'llm.fallback.by_cause', label: 'cause', total: 'llm.fallback.count', description: 'Plans from the heuristics, by what stopped the better way.' },
  refusals: { metric: 'llm.refused.by_guard', label: 'guard', total: 'llm.refused.count', description: 'Calls that were not made, by who refused them.' },
  tiers: { metric: 'plan.by_tier', label: 'tier', total: undefined, description: 'Plans, by how they were made.' },
  stages: { metric: 'parse.by_stage', label: 'stage', total: 'parse.count', description: 'Replies in which a plan was found, by how it was found.' },
  illegal: { metric: 'check.illegal.by_code', label: 'code', total: 'check.illegal', description: 'Steps that are not legal, by why.' },
} as const satisfies Record<string, { readonly metric: string; readonly label: string; readonly total: CounterName | undefined; readonly description: string }>);

/** One of {@link tallyCatalogue}. */
export type TallyName = keyof typeof tallyCatalogue;

const latency = { metric: 'latency.ms', unit: 'ms', unitsPerOne: 1024, description: 'How long things took, in milliseconds.' } as const;
const deadline = { metric: 'deadline.ms', unit: 'ms', unitsPerOne: 1024, description: 'How far from their deadline plans ended, in milliseconds.' } as const;
const tokens = { metric: 'llm.call.tokens', unit: '{token}', unitsPerOne: 1, description: 'Tokens of one call, as servers counted them.' } as const;

/**
 * Everything of which percentiles are kept, with the metric and the attributes by which it is exported.
 *
 * @example
 * ```ts
 * import { distributionCatalogue } from '@planweave/telemetry';
 *
 * distributionCatalogue.queue_wait.metric; //=> 'latency.ms'
 * ```
 */
export const distributionCatalogue = Object.freeze({
  llm_call: { ...latency, attributes: { operation: 'llm_call' } },
  plan_total: { ...latency, attributes: { operation: 'plan_total' } },
  cache_lookup: { ...latency, attributes: { operation: 'cache_lookup' } },
  queue_wait: { ...latency, attributes: { operation: 'queue_wait' } },
  first_token: { ...latency, attributes: { operation: 'first_token' } },
  deadline_slack: { ...deadline, attributes: { side: 'slack' } },
  deadline_overrun: { ...deadline, attributes: { side: 'overrun' } },
  prompt_tokens: { ...tokens, attributes: { kind: 'prompt' } },
  reply_tokens: { ...tokens, attributes: { kind: 'reply' } },
  cache_age: { metric: 'cache.age.ms', unit: 'ms', unitsPerOne: 1024, description: 'How old plans from the cache were, in milliseconds.', attributes: {} },
  staleness: { metric: 'plan.staleness.percent', unit: '%', unitsPerOne: 1024, description: 'How much of what a plan relies on had changed when it was ready, in percent.', attributes: {} },
} as const);

/** One of {@link distributionCatalogue}. */
export type DistributionName = keyof typeof distributionCatalogue;
