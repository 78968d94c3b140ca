import { shortText } from '@planweave/core-types';
import { meaningOf, type PlanCause } from '../causes/plan-cause.ts';
import { generalMessage } from '../messages/without-messages.ts';
import type { FlightHop, FlightRecord } from './flight-record.ts';
import { milliseconds, plural } from './wording.ts';

const sources = { llm: 'the model', cache: 'the cache', fallback: 'the heuristics' } as const;

/** A record as text: first what came of it and why, then everything that happened, one sentence a line. */
export function explainFlight(record: FlightRecord): string {
  const { hops, missed } = record;
  const lines = [summary(record), ...because(record.cause), ...hops.map(hopLine), ...(missed === 0 ? [] : [`${plural(missed, 'later event')} did not fit in.`])];
  // one line for each sentence, whatever a server or a game put into its messages
  return lines.map((line) => line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')).join('\n');
}

function summary({ requestId, agentId, result, durationMs = 0, budgetMs }: FlightRecord): string {
  const who = agentId === undefined ? requestId : `${requestId} for ${agentId}`;
  if (result === undefined) return `${who} is still being made.`;
  const left = budgetMs - durationMs;
  const time = `${milliseconds(durationMs)}; ${left < 0 ? `the budget of ${milliseconds(budgetMs)} was overrun by ${milliseconds(-left)}` : `${milliseconds(left)} of ${milliseconds(budgetMs)} were left`}`;
  if (!result.ok) return `${who} got no plan in ${time}.`;
  const tier = result.source === 'cache' || result.tier === 'full' ? '' : ` (${result.tier} tier)`;
  const shared = result.isShared === true ? ', which another request had asked for an equal world,' : '';
  return `${who} got ${plural(result.steps, 'step')} from ${sources[result.source]}${tier}${shared} in ${time}.`;
}

function because(cause: PlanCause | undefined): string[] {
  if (cause === undefined) return [];
  const said = cause.message === generalMessage(cause.code) ? '' : `: ${shortText(cause.message, 300).replace(/\.$/, '')}`;
  return [`Cause: ${meaningOf(cause)} (${cause.code})${said}.`];
}

function hopLine({ afterMs, budgetLeftMs, sentence }: FlightHop): string {
  return `After ${milliseconds(afterMs)} (${milliseconds(budgetLeftMs)} left), ${sentence.replace(/\.$/, '')}.`;
}
