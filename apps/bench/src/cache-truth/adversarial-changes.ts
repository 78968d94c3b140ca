import type { Random } from '@planweave/core-types';
import { createTacticalDomain, tacticalDomain, type Enemy, type WorldSnapshot } from '@planweave/tactical-domain';
import { toolsOf, type Change, type ChangedScene } from './change.ts';
import { objectives, type Scene } from './draw-scene.ts';

/**
 * Twelve kinds of change after which the plan of before is another world's plan; and small steps, after which it may be a
 * good plan still, or not.
 */
export const adversarialChanges: readonly Change[] = [
  change('number flip', ({ world }, random) => pick(random, [withTarget(world, random, (enemy) => ({ ...enemy, hp: 5 })), withMe(world, { hp: 5 }), withPlayer(world, { hp: 5 })])),
  change('no ammunition', ({ world }) => withMe(world, { ammo: 0 })),
  change('negation', ({ world }) => ({ ...world, objective: `Do not ${lowered(world.objective)}` })),
  change('other objective', ({ world }, random) => ({ ...world, objective: pick(random, objectives.filter((each) => each !== world.objective)) })),
  change('swapped roles', swappedRoles),
  change('moved target', ({ world }, random) => withTarget(world, random, (enemy) => ({ ...enemy, pos: { x: enemy.pos.x + 15, y: enemy.pos.y - 15 } }))),
  change('target dead', ({ world, plan }) => withTargetOf(plan, world, (enemy) => ({ ...enemy, hp: 0 }))),
  change('target gone', ({ world, plan }) => withTargetOf(plan, world, () => undefined)),
  change('cover', ({ world }, random) => withTarget(world, random, (enemy) => ({ ...enemy, cover: 'wall' }))),
  change('cool-down', ({ world, plan }) => cooling(world, toolsOf(plan))),
  change('changed ids', changedIds),
  change('small steps', smallSteps),
  { name: 'removed tools', isBenign: false, apply: ({ world, plan }) => withoutTools(world, toolsOf(plan)) },
];

function change(name: string, apply: (scene: Scene, random: Random) => WorldSnapshot | undefined): Change {
  return {
    name,
    isBenign: false,
    apply(scene, random) {
      const world = apply(scene, random);
      return world && { world: tacticalDomain.parseWorld(world), domain: tacticalDomain };
    },
  };
}

function withMe(world: WorldSnapshot, me: Partial<WorldSnapshot['me']>): WorldSnapshot {
  return { ...world, me: { ...world.me, ...me } };
}

function withPlayer(world: WorldSnapshot, player: Partial<WorldSnapshot['player']>): WorldSnapshot {
  return { ...world, player: { ...world.player, ...player } };
}

/** Changes one of the enemies, or takes him away. */
function withTarget(world: WorldSnapshot, random: Random, become: (enemy: Enemy) => Enemy | undefined): WorldSnapshot {
  const target = pick(random, world.enemies);
  return { ...world, enemies: world.enemies.flatMap((enemy) => (enemy === target ? (become(enemy) ?? []) : enemy)) };
}

/** Changes the enemy whom the plan is about, if it is about one. */
function withTargetOf(plan: Scene['plan'], world: WorldSnapshot, become: (enemy: Enemy) => Enemy | undefined): WorldSnapshot | undefined {
  const id = plan.steps.map((step) => step['target_id']).find((each) => typeof each === 'number');
  if (!world.enemies.some((enemy) => enemy.id === id)) return undefined;
  return { ...world, enemies: world.enemies.flatMap((enemy) => (enemy.id === id ? (become(enemy) ?? []) : enemy)) };
}

/** The one who is to be protected and the one to be protected from change places, in words and on the ground. */
function swappedRoles({ world }: Scene): WorldSnapshot {
  const [enemy, ...others] = world.enemies;
  return {
    ...world,
    objective: 'Escort the snipers to the bridge and protect them from the engineer',
    enemies: enemy === undefined ? [] : [{ ...enemy, pos: world.player.pos }, ...others],
    player: { ...world.player, pos: enemy?.pos ?? world.player.pos },
  };
}

/** Everybody who moves takes a step or two, and some rounds and hit points are gone. */
function smallSteps({ world }: Scene, random: Random): WorldSnapshot {
  const step = () => Math.floor(random.next() * 5) - 2;
  const moved = <Each extends Pick<Enemy, 'pos' | 'hp'>>(each: Each): Each => ({ ...each, pos: { x: each.pos.x + step(), y: each.pos.y + step() }, hp: each.hp - Math.floor(random.next() * 4) });
  return { ...withMe(world, { ammo: world.me.ammo - Math.floor(random.next() * 3) }), enemies: world.enemies.map(moved), player: moved(world.player) };
}

function cooling(world: WorldSnapshot, tools: readonly string[]): WorldSnapshot | undefined {
  const waiting = tools.flatMap((name) => {
    const { cooldownSeconds = 0 } = tacticalDomain.registry.get(name) ?? {};
    return cooldownSeconds > 0 ? [[name, cooldownSeconds] as const] : [];
  });
  return waiting.length === 0 ? undefined : withMe(world, { cooldowns: { ...world.me.cooldowns, ...Object.fromEntries(waiting) } });
}

/** The same ids, but everybody is called what another was called. */
function changedIds({ world }: Scene): WorldSnapshot {
  const ids = world.enemies.map(({ id }) => id);
  return { ...world, enemies: world.enemies.map((enemy, index) => ({ ...enemy, id: ids[(index + 1) % ids.length]! })) };
}

function withoutTools(world: WorldSnapshot, tools: readonly string[]): ChangedScene | undefined {
  const left = tacticalDomain.registry.names.filter((name) => !tools.includes(name));
  if (!left.includes('Wait') && !left.includes('Patrol')) return undefined;
  return { world, domain: createdWith(left) };
}

const domains = new Map<string, ReturnType<typeof createTacticalDomain>>();

function createdWith(tools: readonly string[]) {
  const key = tools.join();
  const domain = domains.get(key) ?? createTacticalDomain({ tools });
  domains.set(key, domain);
  return domain;
}

function lowered(text = 'act'): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random.next() * values.length)]!;
}
