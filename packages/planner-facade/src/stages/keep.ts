import type { PlanDomain } from '@planweave/core-types';
import { worldKey } from '@planweave/prompt-cache';
import { contained } from '../request/contained.ts';
import { firstIllegal } from '../request/first-illegal.ts';
import type { PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';
import { questionOf, type PlanMemory } from './recall.ts';

/**
 * Keeps what a model of the best tier wrote, whole and for this very request, if it is legal in the world as it was when
 * the model was asked. A cache that throws is reported.
 */
export function keep<World>(inner: Stage<World>, memory: PlanMemory<World> | undefined): Stage<World> {
  if (memory === undefined) return inner;
  return async (request) => {
    const asked = contentOf(memory.domain, request.world);
    const draft = await inner(request);
    if (isWorthKeeping(draft)) store(request, draft, memory, asked);
    return draft;
  };
}

/** A plan that lost steps is an answer for now, not one to repeat; one that was shared is kept by the one who asked. */
function isWorthKeeping({ tier, isWhole, isShared }: PlanDraft): boolean {
  return tier === 'full' && isWhole === true && isShared !== true;
}

function store<World>(request: PlanRequest<World>, { plan }: PlanDraft, memory: PlanMemory<World>, asked: string | symbol | undefined): void {
  const { attempts, clock, context, report, requestId, world } = request;
  const { cache, domain, losses, model } = memory;
  const tokens = attempts.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0) + (usage?.replyTokens ?? 0), 0);
  let isKept = false;
  contained(context, 'The plan cache', 'cache', () => {
    // the game may have changed the world while the model wrote
    if (asked !== unchangeable) {
      const isSameWorld = asked !== undefined && asked === contentOf(domain, world);
      if (!isSameWorld || firstIllegal(domain, world, plan.steps) !== undefined) return;
    }
    const returned: unknown = cache.store(questionOf(request, memory), plan, { model, tokens });
    isKept = true;
    return returned;
  });
  if (isKept) report?.({ type: 'cache-changed', requestId, at: clock.now(), change: 'stored', entries: 1 });
  losses.tell(request);
}

/** Says of a frozen world that it needs no second look. */
const unchangeable = Symbol('unchangeable');

/** What decisions depend on in a world, as text; `undefined` when the domain cannot say, which others report. */
function contentOf<World>(domain: PlanDomain<World>, world: World): string | symbol | undefined {
  try {
    return domain.isFrozen?.(world) === true ? unchangeable : worldKey(domain, world);
  } catch {
    return undefined;
  }
}
