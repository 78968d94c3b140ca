import { checkCount, deepFreeze, InvalidWorldError, type Clock } from '@planweave/core-types';
import { contained } from '../request/contained.ts';
import type { PlanOutcome } from '../outcome/plan-outcome.ts';
import { settleOutcome } from '../outcome/settle-outcome.ts';
import type { PlanRequestOptions } from '../planner-options.ts';
import type { Journey, PlanDraft, PlanRequest, Stage } from '../request/plan-request.ts';
import type { AskOptions } from '../tiers/ask-model.ts';
import { askBatch } from './ask-batch.ts';
import type { BatchCall, BatchOptions, BatchOutcome, BatchRequest } from './batch.ts';
import { createBatchMember } from './batch-member.ts';
import { batchPrompter, type BatchPrompter } from './batch-prompt.ts';
import { createGathering } from './gathering.ts';

/** What a planner lends to its batches. */
export interface BatchSource<World> {
  readonly clock: Clock;
  /** Opens a request like `plan` does. */
  open(world: unknown, options: PlanRequestOptions): PlanRequest<World>;
  /** The planner's stages around the one that asks the model. */
  around(ask: Stage<World>): Journey<World>;
  /** Asks the model for one agent. */
  readonly alone: Stage<World>;
  /** How the model is asked; `undefined` when there is none. */
  readonly asking: AskOptions<World> | undefined;
}

/** Plans for several agents at once. */
export type PlanBatch = (requests: readonly BatchRequest[], options?: BatchOptions) => Promise<BatchOutcome>;

/** A request that has come as far as the model. */
interface Arrival<World> {
  readonly request: PlanRequest<World>;
  readonly index: number;
  readonly resolve: (draft: PlanDraft) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Planning in batches for one planner. Each request goes its own way through the planner's stages; those that come as far
 * as the model are gathered there and asked for together. Whoever gets no answer, or a wrong one, goes on alone, as if a
 * model had failed it.
 */
export function batchPlanning<World>(source: BatchSource<World>): PlanBatch {
  const { asking, alone } = source;
  /** Where the requests that are on their way are expected, by their ids. */
  const expected = new Map<string, (arrival: Omit<Arrival<World>, 'index'>) => void>();
  const gather: Stage<World> = (request) => {
    const join = expected.get(request.context.requestId);
    return join === undefined ? alone(request) : new Promise((resolve, reject) => join({ request, resolve, reject }));
  };
  const run = source.around(asking === undefined ? alone : gather);
  let prompter: BatchPrompter<World> | undefined;
  let batches = 0;

  const askTogether = async (group: readonly Arrival<World>[], onCall: (call: BatchCall) => void): Promise<void> => {
    const [only] = group;
    if (asking === undefined || (group.length === 1 && only !== undefined)) {
      await Promise.all(group.map(({ request, resolve, reject }) => alone(request).then(resolve, reject)));
      return;
    }
    batches += 1;
    const members = group.map(({ request, index, resolve, reject }, place) =>
      createBatchMember(request, { index, key: `a${place + 1}`, asking }, resolve, reject),
    );
    await askBatch(members, { asking, prompter: (tier, entries) => (prompter ??= batchPrompter(asking))(tier, entries), requestId: `batch-${batches}`, onCall });
  };

  return async (requests, options = {}) => {
    const { maxBatch = 8, onOutcome } = options;
    checkCount('planner.planBatch', 'maxBatch', maxBatch);
    const opened = requests.map((request, index) => open(source, request, index, options));
    const calls: BatchCall[] = [];
    const asked: Promise<void>[] = [];
    const gathering = createGathering<Arrival<World>>(opened.length, source.clock, (all) => {
      for (const group of evenGroups(all, maxBatch)) asked.push(askTogether(group, (call) => calls.push(call)));
    });
    const planOne = async (request: PlanRequest<World>, index: number): Promise<PlanOutcome> => {
      const { requestId } = request.context;
      expected.set(requestId, (arrival) => {
        expected.delete(requestId);
        gathering.join({ ...arrival, index });
      });
      try {
        const outcome = settleOutcome(request, await run(request));
        contained(request.context, 'onOutcome', 'options', () => onOutcome?.(outcome, index));
        return outcome;
      } finally {
        if (expected.delete(requestId)) gathering.miss();
      }
    };
    const outcomes = await Promise.all(opened.map(planOne));
    // the plans are there; what is waited for, within the deadline, is the account of the calls
    await Promise.all(asked);
    return deepFreeze({ outcomes, calls: [...calls] });
  };
}

function open<World>(source: BatchSource<World>, { world, agentId, history }: BatchRequest, index: number, { budgetMs, signal, priority }: BatchOptions): PlanRequest<World> {
  try {
    return source.open(world, {
      ...(agentId !== undefined && { agentId }),
      ...(history !== undefined && { history }),
      ...(budgetMs !== undefined && { budgetMs }),
      ...(signal !== undefined && { signal }),
      ...(priority !== undefined && { priority }),
    });
  } catch (error) {
    if (!InvalidWorldError.isInstance(error)) throw error;
    const issues = error.issues.map(({ path, problem }) => ({ path: path.replace('$', `$[${index}].world`), problem }));
    throw new InvalidWorldError('batched', issues, error);
  }
}

/** As few groups as possible, and as even as possible: 9 at most 8 at a time are 5 and 4. */
function evenGroups<Each>(all: readonly Each[], most: number): readonly Each[][] {
  const count = Math.ceil(all.length / most);
  const groups: Each[][] = Array.from({ length: count }, () => []);
  for (const [index, each] of all.entries()) groups[Math.floor((index * count) / all.length)]?.push(each);
  return groups;
}
