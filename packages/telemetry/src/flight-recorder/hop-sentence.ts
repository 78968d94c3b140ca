import { shortText, type CacheLookedUp, type PlanEvent, type TokenUsage } from '@planweave/core-types';
import { refusals } from '../causes/plan-cause.ts';
import { milliseconds, plural } from './wording.ts';

/** Messages come from servers and games and may be of any length. */
const longestMessage = 300;

/** What happened, in a plain sentence without its end. */
export function hopSentence(event: PlanEvent): string {
  switch (event.type) {
    case 'cache-looked-up':
      return cacheSentence(event);
    case 'cache-changed':
      return `the cache ${event.change} ${plural(event.entries, 'entry', 'entries')}`;
    case 'tier-chosen':
      return event.entered ? `the ${event.tier} tier began` : `the ${event.tier} tier was passed over${saying(event.reason)}`;
    case 'batch-joined':
      return `it was asked for together with others, as ${event.batchId}`;
    case 'prompt-built':
      return `the ${event.level} prompt was built, about ${plural(event.estimatedTokens, 'token')}${event.dropped.length > 0 ? ` without ${event.dropped.join(', ')}` : ''}`;
    case 'queue-entered':
      return `the call waited for its turn behind ${plural(event.position, 'other')}`;
    case 'queue-left':
      return `the wait of ${milliseconds(event.waitedMs)} ended: ${event.outcome}`;
    case 'attempt-started':
      return `attempt ${event.attempt} asked ${event.model} for the ${event.tier} tier`;
    case 'attempt-ended':
      return `attempt ${event.attempt} ${event.error === undefined ? 'gave a plan' : `failed with ${event.error.code}`} after ${milliseconds(event.durationMs)}${usage(event.usage)}${saying(event.error?.message)}`;
    case 'retry-scheduled':
      return `the call is made again in ${milliseconds(event.delayMs)}, because of ${event.code}`;
    case 'call-refused':
      return `the call was not made: ${refusals[event.by]}`;
    case 'circuit-changed':
      return `the circuit of ${event.key} went from ${event.from} to ${event.to}`;
    case 'hedge-started':
      return `a second call was started beside the one that ran for ${milliseconds(event.afterMs)}`;
    case 'reply-parsed':
      return `the reply was read (${event.stage}): ${plural(event.steps, 'step')}, ${event.dropped} dropped, ${plural(event.repairs, 'repair')}`;
    case 'plan-checked':
      return `the world allows ${event.legal} of ${plural(event.legal + event.illegal, 'step')}${event.codes.length > 0 ? `; not the others: ${event.codes.join(', ')}` : ''}`;
    case 'plan-adopted':
      return `the agent ${event.followed ? 'follows the plan' : 'does not follow the plan'}; ${Math.round(event.staleness * 100)} % of what it relies on had changed`;
    case 'plug-in-failed':
      return `code that was handed in failed (${event.error.phase})${saying(event.error.message)}`;
    case 'observer-failed':
      return `observer ${event.observer} failed on ${event.during}${saying(event.problem)}`;
    case 'plan-started':
    case 'plan-ended':
      return event.type.replace('-', ' ');
  }
}

const verdicts: Readonly<Record<CacheLookedUp['verdict'], string>> = {
  hit: 'had a plan for exactly this world',
  similar: 'had a plan for a similar world',
  repaired: 'had a plan of which some steps are still legal',
  stale: 'had a plan that is not legal any more',
  miss: 'had no plan for this world',
  bypass: 'was not asked',
};

function cacheSentence({ verdict, distance, ageMs, tokensSaved }: CacheLookedUp): string {
  const facts = [
    ...(distance === undefined ? [] : [`distance ${Number(distance.toPrecision(2))}`]),
    ...(ageMs === undefined ? [] : [`stored ${milliseconds(ageMs)} ago`]),
    ...(tokensSaved === undefined ? [] : [`${plural(tokensSaved, 'token')} saved`]),
  ];
  return `the cache ${verdicts[verdict]} (${[verdict, ...facts].join(', ')})`;
}

function usage(tokens: TokenUsage | undefined): string {
  return tokens === undefined ? '' : `, ${plural(tokens.promptTokens, 'token')} read and ${tokens.replyTokens} written`;
}

function saying(message = ''): string {
  return message === '' ? '' : `: ${shortText(message, longestMessage)}`;
}
