/**
 * Prints what the planners without a model do in the worlds that are shipped with the demo: the steps of each plan, the
 * hit points that they cost the enemies in the simulator, and the time for a plan of each world as a ratio to the time for
 * parsing those worlds from their JSON. The two take turns, because only ratios mean something on a busy machine.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './src/workspace/packages.ts';

interface World {
  readonly enemies: readonly { readonly hp: number }[];
}
type Steps = readonly { readonly act: string }[];
type Strategy = (world: World, random: unknown) => { readonly steps: Steps };
interface Tactical {
  readonly tacticalDomain: {
    parseWorld(input: unknown): World;
    check(world: World, steps: Steps): readonly { readonly isLegal: boolean }[];
    simulate(world: World, steps: Steps): { readonly world: World };
    fallback: Strategy;
  };
  readonly ruleStrategy: Strategy;
  readonly utilityStrategy: Strategy;
  readonly goapStrategy: Strategy;
}

const source = (folder: string) => import(join(workspaceRoot, 'packages', folder, 'src/index.ts'));
const { tacticalDomain, ruleStrategy, utilityStrategy, goapStrategy } = (await source('tactical-domain')) as Tactical;
const { seededRandom } = (await source('core-types')) as { readonly seededRandom: (seed: number) => unknown };
const strategies: Readonly<Record<string, Strategy>> = { fallback: tacticalDomain.fallback, rule: ruleStrategy, utility: utilityStrategy, goap: goapStrategy };

const folder = join(workspaceRoot, 'apps/demo/worlds');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
const worlds = parseAll();

const columns = files.map((file) => file.replace('.json', ''));
console.log(`| | ${columns.join(' | ')} | time |\n|---|${columns.map(() => '---|').join('')}---|`);
for (const [name, strategy] of Object.entries(strategies)) {
  const cells = worlds.map((world) => {
    const { steps } = strategy(world, seededRandom(7));
    if (!tacticalDomain.check(world, steps).every(({ isLegal }) => isLegal)) throw new Error(`the plan of ${name} is not legal`);
    const damage = hitPoints(world) - hitPoints(tacticalDomain.simulate(world, steps).world);
    return `${steps.map(({ act }) => act).join(', ')}${damage === 0 ? '' : ` (−${damage})`}`;
  });
  console.log(`| ${name} | ${cells.join(' | ')} | ${timeRatio(strategy).toFixed(1)}x |`);
}

function parseAll(): World[] {
  return texts.map((text) => tacticalDomain.parseWorld(JSON.parse(text)));
}

/** The hit points that the enemies have together. */
function hitPoints({ enemies }: World): number {
  return enemies.reduce((sum, { hp }) => sum + hp, 0);
}

/** The median, over rounds, of the time for a plan of every world to the time for parsing those worlds from text. */
function timeRatio(strategy: Strategy): number {
  const plan = () => worlds.map((world) => strategy(world, seededRandom(7)));
  const ratios = Array.from({ length: 60 }, () => {
    const base = timeOf(parseAll);
    return timeOf(plan) / base;
  });
  return ratios.toSorted((a, b) => a - b)[30] ?? Number.NaN;
}

function timeOf(work: () => readonly unknown[]): number {
  const startedAt = performance.now();
  for (let time = 0; time < 20; time += 1) if (work().length !== files.length) throw new Error('the work was not done');
  return performance.now() - startedAt;
}
