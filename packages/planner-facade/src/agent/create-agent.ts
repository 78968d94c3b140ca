import {
  checkDuration,
  checkOption,
  checkRatio,
  combineObservers,
  seededRandom,
  systemClock,
  type Clock,
  type Observer,
  type PlanDomain,
  type PlanStep,
  type Random,
  type Report,
} from '@planweave/core-types';
import { openRequest } from '../request/open-request.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import { planByHeuristics } from '../tiers/heuristic-tier.ts';
import type { Agent, AgentOptions, AgentPlanner, AgentTick } from './agent.ts';
import { createAgentLog } from './agent-log.ts';
import { createBackgroundPlanning, type ReadyPlan } from './background-planning.ts';
import { adoptPlan, tellAdoption } from './adopt-plan.ts';
import { contained } from '../request/contained.ts';
import { possibleToday, type Course } from './course.ts';
import { lookOut } from './look-out.ts';
import { createPastPlans } from './past-plans.ts';
import { forNoWorld, plannedFor } from './planned-for.ts';
import { staleness } from './staleness.ts';

/** What an agent is made from, besides its planner and its domain. */
export interface CreateAgentOptions extends AgentOptions {
  /** Names the agent in requests, events and fair shares. */
  readonly agentId: string;
  /** For the pauses after failures and the log. @default the machine's own clock */
  readonly clock?: Clock;
  /** For the length of the pauses, and for the heuristics. @default chance from seed 0 */
  readonly random?: Random;
  /** Told what becomes of plans from the background, and when the domain throws. @default [] */
  readonly observers?: readonly Observer[];
}

/**
 * An agent over any planner: act now, upgrade later. `planner.agent(id)` is the same with the planner's own domain,
 * clock, chance and observers.
 *
 * - A tick gives a step at once: of the plan that is followed, of one that the planner knows already, or of the domain's
 *   heuristics. Plans are made in the background when the heuristics act, when the plan is stale (see `staleness`), and
 *   when its last step is handed out, so that the next plan is there in time.
 * - A plan from the background takes over only between two steps, and only as far as it is legal in today's world: the
 *   steps before the first illegal one. When that is none, it is discarded.
 * - The next step must be legal today, or the plan is dropped. A step that is under way goes on while waiting alone
 *   would make it legal, because carrying it out may have started a cool-down.
 * - After a failure the model is left alone for 1 s, doubling to 30 s, and then asked again.
 *
 * @throws `InvalidOptionError` for an option outside its range.
 *
 * @example
 * ```ts
 * import { createAgent, createPlanner } from '@planweave/planner-facade';
 * import { tacticalDomain } from '@planweave/tactical-domain';
 *
 * const guard = createAgent(createPlanner({ domain: tacticalDomain }), tacticalDomain, { agentId: 'guard-7' });
 * const world = { t: 0, player: { hp: 100, pos: { x: 0, y: 0 } }, me: { ammo: 10, pos: { x: 1, y: 0 } }, enemies: [], pois: [], obstacles: [] };
 * guard.tick(world).step; //=> { act: 'Scan', radius: 10 }
 * guard.tick(world).isNew; //=> false
 * guard.stepDone();
 * guard.tick(world).isNew; //=> true
 * guard.dispose();
 * ```
 */
export function createAgent<World>(planner: AgentPlanner, domain: PlanDomain<World>, options: CreateAgentOptions): Agent {
  const { agentId, clock = systemClock, priority = 'normal', factWeight, mayPlan = () => true } = options;
  checkOption('createAgent', 'agentId', agentId, 'a name', (given) => typeof given === 'string' && given !== '');
  const budgetMs = checkDuration('createAgent', 'budgetMs', options.budgetMs ?? 10_000);
  const rememberedPlans = options.rememberedPlans ?? 0;
  checkOption('createAgent', 'rememberedPlans', rememberedPlans, 'a whole number from 0 to 8', (given) => Number.isInteger(given) && given >= 0 && given <= 8);
  const staleAfterRatio = checkRatio('createAgent', 'staleAfterRatio', options.staleAfterRatio ?? 0.3);
  const random = (options.random ?? seededRandom(0)).fork(`agent-${agentId}`);
  const report = combineObservers(options.observers ?? []);
  const source = { domain, clock, random, report: report && failuresOnly(report), budgetMs: 0, reserveMs: 0, maxSteps: Infinity };
  const log = createAgentLog(clock);
  const pastPlans = createPastPlans(rememberedPlans);
  const witnesses = { log, report };
  const planning = createBackgroundPlanning({ agentId, planner, request: { budgetMs, priority }, history: () => pastPlans.read(), clock, random, log });
  const noteTick = lookOut({ domain, planning, clock, staleAfterRatio, factWeight, mayPlan });
  let course: Course | undefined;
  let lastDone: PlanStep | undefined;
  let failed: Course | undefined;
  let ticks = 0;

  /** Drops the course when its next step is not possible today. */
  const review = (request: PlanRequest<World>) => {
    if (course === undefined) return;
    const { planId, steps, index, isUnderWay } = course;
    const possible = possibleToday(domain, request, steps.slice(index, index + 1));
    if (possible.steps > 0 || (isUnderWay && possible.isRecoverable)) return;
    pastPlans.note(course, 'interrupted', possible.problem);
    log.note('invalidated', `Plan ${planId} is dropped at step ${index + 1} of ${steps.length}: ${possible.problem}.`);
    course = undefined;
  };
  /** True for the plan that failed last, made again for a world in which nothing that it relies on has changed. */
  const isRepetition = (request: PlanRequest<World>, { plan, plannedFor: today }: ReadyPlan): boolean => {
    if (failed?.planId !== plan.id) return false;
    const [before, now] = [failed.plannedFor(), today()];
    if (before === undefined || now === undefined) return false;
    return contained(request.context, `canonical of the domain "${domain.name}"`, 'domain', () => staleness(before, now, plan.steps)) === 0;
  };
  const fromBackground = (request: PlanRequest<World>): Course | undefined => {
    const ready = planning.take();
    if (ready === undefined) return undefined;
    if (!isRepetition(request, ready)) return adoptPlan(ready, lastDone, domain, request, witnesses);
    tellAdoption(ready, domain, request, false, report);
    log.note('discarded', `Plan ${ready.plan.id} is not followed: it has just failed, and nothing that it relies on has changed.`);
    planning.fail('The same plan came back.');
    return undefined;
  };
  const fromMemory = (request: PlanRequest<World>): Course | undefined =>
    contained(request.context, 'planSync of the planner', 'cache', () => {
      const known = planner.planSync?.(request.world);
      if (known === undefined || known.source === 'fallback') return undefined;
      const ready = { requestId: known.requestId, plan: known.plan, source: known.source, plannedFor: plannedFor(domain, request), during: undefined };
      return isRepetition(request, ready) ? undefined : adoptPlan(ready, lastDone, domain, request, witnesses);
    });
  const fromHeuristics = (request: PlanRequest<World>): Course => {
    const { plan, tier } = planByHeuristics(domain, request);
    log.note('followed-heuristics', `There is no other plan: ${tier === 'heuristic' ? 'the standard tactics say what to do' : 'the safest single step is taken'}.`);
    return { planId: plan.id, source: 'fallback', steps: plan.steps, plannedFor: forNoWorld, index: 0, isUnderWay: false };
  };
  return Object.freeze({
    id: agentId,
    tick(input: unknown): AgentTick {
      ticks += 1;
      const request = openRequest(source, `${agentId}/tick-${ticks}`, input, {});
      review(request);
      const isNew = course?.isUnderWay !== true;
      const current = course?.isUnderWay ? course : (fromBackground(request) ?? course ?? fromMemory(request) ?? fromHeuristics(request));
      course = { ...current, isUnderWay: true };
      noteTick(course, request);
      return Object.freeze({ step: course.steps[course.index]!, source: course.source, planId: course.planId, isNew });
    },
    stepDone() {
      if (course?.isUnderWay !== true) return;
      const { planId, steps, index } = course;
      lastDone = steps[index];
      if (course.source !== 'fallback') planning.succeed();
      if (index + 1 === steps.length) pastPlans.note(course, 'succeeded');
      course = index + 1 < steps.length ? { ...course, index: index + 1, isUnderWay: false } : undefined;
      if (course === undefined) log.note('finished', `All ${steps.length} steps of plan ${planId} are done.`);
    },
    stepFailed(reason = 'the game gave no reason') {
      if (course?.isUnderWay !== true) return;
      const { planId, steps, index } = course;
      log.note('step-failed', `Plan ${planId} is dropped at step ${index + 1} of ${steps.length}, which failed: ${reason}.`);
      if (course.source !== 'fallback') failed = course;
      pastPlans.note(course, 'failed', reason);
      course = undefined;
    },
    get waitedMs() {
      return clock.now() - planning.plannedAt;
    },
    get lastModelMs() {
      return planning.lastModelMs;
    },
    get log() {
      return log.read();
    },
    dispose() {
      planning.stop();
      log.note('disposed', 'No more plans are asked for; the standard tactics go on.');
    },
  });
}

/** Of what happens in a tick, observers hear about failures only; plans in the making tell their own story. */
function failuresOnly(report: Report): Report {
  return (event) => event.type === 'plug-in-failed' && report(event);
}
