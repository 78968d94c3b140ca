import { errorCodes, type ErrorCode, type PlanEvent } from '@planweave/core-types';

/**
 * An event without what servers, games and models said in it: error messages quote them. Codes, phases and who refused
 * stay; a message becomes what the code means in general.
 */
export function withoutMessages(event: PlanEvent): PlanEvent {
  switch (event.type) {
    case 'attempt-ended':
      return event.error === undefined ? event : { ...event, error: inGeneral(event.error) };
    case 'plug-in-failed':
      return { ...event, error: inGeneral(event.error) };
    case 'plan-ended': {
      const { result } = event;
      if (!result.ok) return { ...event, result: { ...result, error: inGeneral(result.error) } };
      return result.reason === undefined ? event : { ...event, result: { ...result, reason: inGeneral(result.reason) } };
    }
    case 'tier-chosen':
      return event.reason === undefined ? event : { ...event, reason: undefined };
    case 'observer-failed':
      return { ...event, problem: '' };
    default:
      return event;
  }
}

/** What a code means, whatever was said when it happened. */
export function generalMessage(code: ErrorCode | 'NO_MODEL'): string {
  if (code === 'NO_MODEL') return 'No language model was asked.';
  const known: Readonly<Record<string, string>> = errorCodes;
  // codes of a newer version of the vocabulary
  return known[code] ?? 'Something went wrong.';
}

function inGeneral<Stated extends { readonly code: ErrorCode | 'NO_MODEL'; readonly message: string }>(stated: Stated): Stated {
  return { ...stated, message: generalMessage(stated.code) };
}
