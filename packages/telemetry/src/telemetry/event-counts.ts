import type { AttemptEnded, CacheChanged, CacheVerdict, PlanEnded, PlanEvent, QueueLeft } from '@planweave/core-types';
import { CauseTrace, failureIn } from '../causes/plan-cause.ts';
import { counterCatalogue, distributionCatalogue, tallyCatalogue, type CounterName, type DistributionName, type GaugeName, type TallyName } from '../counts/catalogue.ts';
import { createTally, type Tally } from '../counts/tally.ts';
import { createHistogram, type Histogram } from '../histogram/log-linear-histogram.ts';

/** Everything that is counted, as it stands. */
export interface EventCounts {
  readonly counters: Readonly<Record<CounterName, number>>;
  readonly gauges: Readonly<Record<GaugeName, number>>;
  readonly tallies: Readonly<Record<TallyName, Tally>>;
  readonly distributions: Readonly<Record<DistributionName, Histogram>>;
  count(event: PlanEvent): void;
  /** Starts again from zero; what is under way is counted as begun just now, so that the numbers go on adding up. */
  reset(): void;
}

/** Plans with a failure whose end was not seen; beyond that the oldest is forgotten. */
const mostOpenPlans = 1_024;

const verdictCounters: Readonly<Record<CacheVerdict, CounterName>> = {
  hit: 'cache.hit',
  similar: 'cache.sim_hit',
  repaired: 'cache.repaired',
  stale: 'cache.stale',
  miss: 'cache.miss',
  bypass: 'cache.bypass',
};

const changeCounters: Readonly<Record<CacheChanged['change'], CounterName>> = {
  stored: 'cache.stores',
  evicted: 'cache.evictions',
  expired: 'cache.expirations',
  invalidated: 'cache.invalidations',
};

const queueCounters: Readonly<Record<QueueLeft['outcome'], CounterName>> = {
  admitted: 'queue.admitted',
  cancelled: 'queue.cancelled',
  'timed-out': 'queue.timed_out',
  shed: 'queue.shed',
};

/** Counts of nothing. */
export function createEventCounts(): EventCounts {
  const counters = each(counterCatalogue, () => 0);
  const gauges: Record<GaugeName, number> = { 'llm.request.active': 0, 'plan.active': 0, 'queue.waiting': 0 };
  const tallies = each(tallyCatalogue, createTally);
  const distributions = each(distributionCatalogue, ({ unitsPerOne }) => createHistogram(unitsPerOne));
  const openPlans = new Map<string, CauseTrace>();

  /** Only plans with a failure, or in need of heuristics, are followed, so that the others cost nothing. */
  const follow = (event: PlanEvent) => {
    let trace = openPlans.get(event.requestId);
    if (trace === undefined) {
      if (failureIn(event) === undefined && event.type !== 'tier-chosen') return;
      if (openPlans.size >= mostOpenPlans) openPlans.delete(openPlans.keys().next().value!);
      openPlans.set(event.requestId, (trace = new CauseTrace()));
    }
    trace.note(event);
  };
  const endAttempt = ({ error, usage, timings, durationMs }: AttemptEnded) => {
    gauges['llm.request.active'] -= 1;
    distributions.llm_call.record(durationMs);
    if (error === undefined) counters['llm.success.count'] += 1;
    else if (error.code === 'PLANWEAVE_CANCELLED') counters['llm.cancelled.count'] += 1;
    else {
      counters['llm.error.count'] += 1;
      tallies.errors.add(error.code);
    }
    if (usage !== undefined) {
      counters['llm.tokens.prompt'] += amount(usage.promptTokens);
      counters['llm.tokens.reply'] += amount(usage.replyTokens);
      distributions.prompt_tokens.record(usage.promptTokens);
      distributions.reply_tokens.record(usage.replyTokens);
    }
    if (timings !== undefined) distributions.first_token.record(timings.firstTokenMs);
  };
  const endPlan = ({ result, slackMs, durationMs, requestId }: PlanEnded) => {
    gauges['plan.active'] -= 1;
    distributions.plan_total.record(durationMs);
    if (slackMs < 0) {
      counters['plan.late.count'] += 1;
      distributions.deadline_overrun.record(-slackMs);
    } else {
      distributions.deadline_slack.record(slackMs);
    }
    const trace = openPlans.size === 0 ? undefined : openPlans.get(requestId);
    if (trace !== undefined) openPlans.delete(requestId);
    if (!result.ok) {
      counters[result.error.code === 'PLANWEAVE_CANCELLED' ? 'plan.cancelled.count' : 'plan.rejected.count'] += 1;
      return;
    }
    counters['plan.steps'] += amount(result.steps);
    tallies.tiers.add(result.tier);
    if (result.source === 'llm') counters['plan.llm.count'] += 1;
    else if (result.source === 'cache') counters['plan.cache.count'] += 1;
    else {
      counters['llm.fallback.count'] += 1;
      tallies.fallbacks.add((trace ?? new CauseTrace()).causeOf(result)?.code ?? 'NO_MODEL');
    }
  };
  const count = (event: PlanEvent) => {
    switch (event.type) {
      case 'plan-started':
        gauges['plan.active'] += 1;
        return;
      case 'plan-ended':
        endPlan(event);
        return;
      case 'attempt-started':
        gauges['llm.request.active'] += 1;
        return;
      case 'attempt-ended':
        endAttempt(event);
        if (event.error !== undefined) follow(event);
        return;
      case 'cache-looked-up':
        // a name that varies makes an access ten times slower; these two are on the way of every plan
        if (event.verdict === 'hit') counters['cache.hit'] += 1;
        else if (event.verdict === 'miss') counters['cache.miss'] += 1;
        else counters[verdictCounters[event.verdict]] += 1;
        distributions.cache_lookup.record(event.durationMs);
        if (event.ageMs !== undefined) distributions.cache_age.record(event.ageMs);
        if (event.tokensSaved !== undefined) counters['cache.tokens_saved'] += amount(event.tokensSaved);
        return;
      case 'cache-changed':
        counters[changeCounters[event.change]] += amount(event.entries);
        return;
      case 'prompt-built':
        counters['prompt.count'] += 1;
        counters['prompt.characters'] += amount(event.characters);
        return;
      case 'reply-parsed':
        counters['parse.count'] += 1;
        counters['parse.repairs'] += amount(event.repairs);
        counters['parse.dropped'] += amount(event.dropped);
        tallies.stages.add(event.stage);
        return;
      case 'plan-checked':
        counters['check.legal'] += amount(event.legal);
        counters['check.illegal'] += event.codes.length;
        for (const code of event.codes) tallies.illegal.add(code);
        return;
      case 'tier-chosen':
        if (!event.entered || event.tier !== 'full') follow(event);
        return;
      case 'retry-scheduled':
        counters['llm.retry.count'] += 1;
        return;
      case 'hedge-started':
        counters['llm.hedge.count'] += 1;
        return;
      case 'call-refused':
        counters['llm.refused.count'] += 1;
        tallies.refusals.add(event.by);
        follow(event);
        return;
      case 'queue-entered':
        gauges['queue.waiting'] += 1;
        return;
      case 'queue-left':
        gauges['queue.waiting'] -= 1;
        counters[queueCounters[event.outcome]] += 1;
        distributions.queue_wait.record(event.waitedMs);
        if (event.outcome !== 'admitted') follow(event);
        return;
      case 'circuit-changed':
        if (event.to === 'open') counters['llm.circuit_open.count'] += 1;
        return;
      case 'plan-adopted':
        counters[event.followed ? 'plan.followed.count' : 'plan.discarded.count'] += 1;
        distributions.staleness.record(event.staleness * 100);
        return;
      case 'plug-in-failed':
        counters['plug_in.failures'] += 1;
        follow(event);
        return;
      case 'observer-failed':
        counters['observer.failures'] += 1;
        return;
      default:
      // an event of a newer version of the vocabulary
    }
  };
  return {
    get counters() {
      return {
        ...counters,
        // what began is what ended and what is under way: counted once, so that it adds up also after a reset
        'llm.request.count': counters['llm.success.count'] + counters['llm.error.count'] + counters['llm.cancelled.count'] + gauges['llm.request.active'],
        'plan.count':
          counters['plan.llm.count'] + counters['plan.cache.count'] + counters['llm.fallback.count'] + counters['plan.cancelled.count'] + counters['plan.rejected.count'] + gauges['plan.active'],
        'queue.entered': counters['queue.admitted'] + counters['queue.cancelled'] + counters['queue.timed_out'] + counters['queue.shed'] + gauges['queue.waiting'],
      };
    },
    gauges,
    tallies,
    distributions,
    count,
    reset() {
      for (const name of Object.keys(counters) as CounterName[]) counters[name] = 0;
      for (const part of [...Object.values(tallies), ...Object.values(distributions)]) part.reset();
    },
  };
}

/** What adapters and caches of others say may be no number at all, which would spoil the sum for good. */
function amount(given: number): number {
  return given > 0 && given < Infinity ? given : 0;
}

/** One value for each entry of a catalogue. */
export function each<Name extends string, Entry, Value>(catalogue: Readonly<Record<Name, Entry>>, make: (entry: Entry, name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(Object.entries<Entry>(catalogue).map(([name, entry]) => [name, make(entry, name as Name)])) as Record<Name, Value>;
}
