import { contained } from '../request/contained.ts';
import type { PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';
import { questionOf, type PlanMemory } from './recall.ts';

/** Keeps what a model of the best tier wrote, whole and for this very request. A cache that throws is reported. */
export function keep<World>(inner: Stage<World>, memory: PlanMemory<World> | undefined): Stage<World> {
  if (memory === undefined) return inner;
  return async (request) => {
    const draft = await inner(request);
    if (isWorthKeeping(draft)) store(request, draft, memory);
    return draft;
  };
}

/** A plan that lost steps is an answer for now, not one to repeat; one that was shared is kept by the one who asked. */
function isWorthKeeping({ tier, isWhole, isShared }: PlanDraft): boolean {
  return tier === 'full' && isWhole === true && isShared !== true;
}

function store<World>(request: PlanRequest<World>, { plan }: PlanDraft, memory: PlanMemory<World>): void {
  const { attempts, clock, context, report, requestId } = request;
  const { cache, losses, model } = memory;
  const tokens = attempts.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0) + (usage?.replyTokens ?? 0), 0);
  let isKept = false;
  contained(context, 'The plan cache', 'cache', () => {
    const returned: unknown = cache.store(questionOf(request, memory), plan, { model, tokens });
    isKept = true;
    return returned;
  });
  if (isKept) report?.({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
  losses.tell(request);
}
