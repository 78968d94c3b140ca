import { contained } from '../request/contained.ts';
import type { PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';
import { questionOf, type PlanMemory } from './recall.ts';

/** Keeps what a model of the best tier wrote, whole and for this very request. A cache that throws is reported. */
export function keep<World>(inner: Stage<World>, memory: PlanMemory<World> | undefined): Stage<World> {
  if (memory === undefined) return inner;
  return async (request) => {
    const draft = await inner(request);
    if (isWorthKeeping(request, draft)) store(request, draft, memory);
    return draft;
  };
}

/** A plan that lost steps is an answer for now, not one to repeat; one that was shared is kept by the one who asked. */
function isWorthKeeping<World>({ attempts }: PlanRequest<World>, { tier, isPartial, isShared }: PlanDraft): boolean {
  return tier === 'full' && isPartial !== true && isShared !== true && attempts.at(-1)?.dropped === undefined;
}

function store<World>(request: PlanRequest<World>, { plan }: PlanDraft, memory: PlanMemory<World>): void {
  const { attempts, clock, context, report, requestId } = request;
  const { cache, losses, model } = memory;
  const tokens = attempts.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0) + (usage?.replyTokens ?? 0), 0);
  const isKept = contained(context, 'The plan cache', 'cache', () => {
    cache.store(questionOf(request, memory), plan, { model, tokens });
    return true;
  });
  if (isKept === true) report?.({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
  losses.tell(request);
}
