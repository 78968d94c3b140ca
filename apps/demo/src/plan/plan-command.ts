import { seededRandom } from '@planweave/core-types';
import { createPlanner, settingsFromEnv, standardPolicy } from '@planweave/planner-facade';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import type { Surroundings } from '../cli/surroundings.ts';
import { watchPlanner, type Watch, type WatchFlags } from '../metrics/watch-planner.ts';
import { chooseServer } from '../server/choose-server.ts';
import { scriptedReply } from '../server/scripted-reply.ts';
import { readWorld } from '../world/read-world.ts';
import { renderOutcome } from './render-outcome.ts';

/** Long enough for a small model on a laptop to load and answer. */
export const defaultBudgetMs = 20_000;

/** The flags of `plan`, as commander reads them. */
export interface PlanFlags extends WatchFlags {
  readonly world: string;
  readonly host?: string;
  readonly model?: string;
  readonly budgetMs?: number;
  readonly seed: number;
}

/**
 * Plans one world and prints the outcome.
 *
 * @throws `UsageError`, `InvalidWorldError`, `InvalidOptionError` for wrong input, `CancelledError` after Ctrl-C.
 */
export async function planCommand(flags: PlanFlags, surroundings: Surroundings): Promise<void> {
  const { name, world } = await readWorld(flags.world, surroundings.workingFolder);
  const watch = await watchPlanner(flags, surroundings);
  try {
    await planAndShow(flags, name, world, watch, surroundings);
    await watch.finish();
  } finally {
    await watch.close();
  }
}

async function planAndShow(flags: PlanFlags, name: string, world: WorldSnapshot, { observers }: Watch, surroundings: Surroundings): Promise<void> {
  const settings = settingsFromEnv(surroundings.env);
  const server = await chooseServer(flags, () => scriptedReply(world, flags.seed), surroundings);
  try {
    const planner = createPlanner({
      domain: tacticalDomain,
      model: server.model,
      random: seededRandom(flags.seed),
      sampling: { seed: flags.seed },
      policy: standardPolicy(settings),
      observers,
    });
    const budgetMs = flags.budgetMs ?? settings.budgetMs ?? defaultBudgetMs;
    const outcome = await planner.plan(world, { budgetMs, signal: surroundings.signal });
    const { modelName, host, isStandIn, notice } = server;
    if (flags.json) surroundings.print(`${JSON.stringify({ ...outcome, world: name, server: { host, model: modelName, isStandIn, notice } }, undefined, 2)}\n`);
    else surroundings.print(renderOutcome(outcome, { worldName: name, world, modelName, host, notice }));
  } finally {
    await server.close();
  }
}
