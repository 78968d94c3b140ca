import { describe, expect, it } from 'vitest';
import { advance } from './advance.ts';
import { beginStep } from './begin-step.ts';
import type { Companion, Foe, Game } from './game.ts';
import { newGame } from './new-game.ts';
import { exitId, snapshotFor } from './snapshot.ts';

/** A quiet game: nobody hostile, unless foes are given. */
function gameWith(parts: Partial<Game> = {}): Game {
  return { ...newGame(7), foes: [], sightings: [], ...parts };
}

const ada = (game: Game) => game.companions[0] as Companion;

function withAda(game: Game, parts: Partial<Companion>): Game {
  return { ...game, companions: game.companions.map((each) => (each.id === 1 ? { ...each, ...parts } : each)) };
}

function run(game: Game, ticks: number) {
  const ended = [];
  let now = game;
  for (let tick = 0; tick < ticks; tick += 1) {
    const advanced = advance(now);
    now = advanced.game;
    ended.push(...advanced.ended.map((end) => ({ ...end, tick: now.tick })));
  }
  return { game: now, ended };
}

/** A foe so many cells east of Ada, known to all, who does not get to shoot. */
function facing(cells: number, parts: Partial<Foe> = {}): Game {
  const game = gameWith();
  const pos = { x: ada(game).pos.x + cells, y: ada(game).pos.y };
  const foe: Foe = { id: 101, pos, hp: 80, effects: {}, readyAt: Infinity, way: [], ...parts };
  return { ...game, foes: [foe], sightings: [{ id: 101, pos: foe.pos, hp: foe.hp, seenAt: 0 }] };
}

describe('beginStep and advance', () => {
  it('walks as fast as the domain says and is done on arrival', () => {
    const start = gameWith();
    const { x, y } = ada(start).pos;
    const { game, problem } = beginStep(start, ada(start), { act: 'MoveTo', x: x + 6, y, speed: 'walk' });
    expect(problem).toBeUndefined();
    const way = start.surveyor.wayBetween({ x, y }, { x: x + 6, y }).length;
    const { ended, game: later } = run(game, 40);
    expect(ended).toEqual([{ companionId: 1, act: 'MoveTo', problem: undefined, tick: way * 2 }]);
    expect(ada(later).pos).toEqual({ x: x + 6, y });
  });

  it('stops beside a comrade who stands where it leads', () => {
    const start = gameWith();
    const [first, second] = start.companions as [Companion, Companion];
    const { game } = beginStep(start, first, { act: 'MoveTo', ...second.pos });
    const there = ada(run(game, 20).game).pos;
    expect(there).not.toEqual(second.pos);
    expect(start.surveyor.wayBetween(there, second.pos)).toHaveLength(1);
  });

  it('does not begin what the domain calls illegal, and says why', () => {
    const start = gameWith();
    const { game, problem } = beginStep(start, ada(start), { act: 'Attack', target_id: 101 });
    expect(problem).toContain('nobody has the id 101');
    expect(ada(game).task).toBeUndefined();
    expect(beginStep(start, ada(start), { act: 'Fly' }).problem).toBeDefined();
  });

  it('shoots as the simulator says: a round, ten hit points, one second', () => {
    const start = facing(8);
    const { ended, game } = run(beginStep(start, ada(start), { act: 'Attack', target_id: 101 }).game, 4);
    expect(ended).toEqual([{ companionId: 1, act: 'Attack', problem: undefined, tick: 4 }]);
    expect(game.foes[0]?.hp).toBe(70);
    expect(ada(game).ammo).toBe(29);
    expect(game.shots).toHaveLength(1);
  });

  it('fails a shot at a foe whom nobody sees any more', () => {
    const start = facing(8);
    const begun = beginStep(start, ada(start), { act: 'AimedShot', target_id: 101 }).game;
    const gone = { ...begun, foes: begun.foes.map((foe) => ({ ...foe, pos: start.field.exit })) };
    const { ended, game } = run(gone, 8);
    expect(ended[0]?.problem).toBeDefined();
    expect(game.foes[0]?.hp).toBe(80);
    expect(ada(game).ammo).toBe(30);
  });

  it('suppresses a foe for as long as covering fire lasts', () => {
    const start = facing(8, { readyAt: 0 });
    const { game } = beginStep(start, ada(start), { act: 'CoverFire', target_id: 101, duration: 2 });
    const pinned = run(game, 7).game;
    expect(pinned.foes[0]?.readyAt).toBe(0);
    expect(run(pinned, 1).game.foes[0]?.readyAt).toBeGreaterThan(0);
    expect(run(start, 1).game.foes[0]?.readyAt).toBeGreaterThan(0);
  });

  it('revives, heals and picks up what the domain lets it', () => {
    const start = withAda(gameWith({ captain: { pos: ada(gameWith()).pos, hp: 0, downSince: 0 } }), { hp: 60 });
    const revived = run(beginStep(start, ada(start), { act: 'Revive', ally_id: 0 }).game, 16).game;
    expect(revived.captain).toMatchObject({ hp: 20 });
    expect(revived.captain.downSince).toBeUndefined();
    const healed = run(beginStep(revived, ada(revived), { act: 'Heal' }).game, 12).game;
    expect([ada(healed).hp, ada(healed).inventory['medkit'], ada(healed).cooldowns['Heal']]).toEqual([80, 0, 7]);
    const near = { ...healed, supplies: [{ k: 'ammo_cache', id: 201, pos: ada(healed).pos }] };
    const supplied = run(beginStep(near, ada(near), { act: 'Interact', target_id: 201 }).game, 4).game;
    expect([ada(supplied).inventory['ammo'], supplied.supplies]).toEqual([90, []]);
  });

  it('keeps the exit, however often it is used', () => {
    const start = withAda(gameWith(), { pos: gameWith().field.exit });
    const used = run(beginStep(start, ada(start), { act: 'Interact', target_id: exitId }).game, 4).game;
    expect(snapshotFor(used, ada(used)).pois.map(({ id }) => id)).toContain(exitId);
  });

  it('interrupts a walk into a foe, but not one that leads away from it', () => {
    const hidden = { ...facing(9), sightings: [] };
    const towards = beginStep(hidden, ada(hidden), { act: 'MoveTo', ...hidden.field.exit }).game;
    expect(run(towards, 1).ended).toEqual([{ companionId: 1, act: 'MoveTo', problem: 'foe 101 came into sight', tick: 1 }]);
    const known = facing(9);
    const away = beginStep(known, ada(known), { act: 'Retreat', target_id: 101, distance: 12 }).game;
    expect(run({ ...away, sightings: [] }, 1).ended).toEqual([]);
  });

  it('ends when the captain is at the exit, and when nobody can bring him there', () => {
    const { field } = gameWith();
    expect(advance(gameWith({ captain: { pos: field.exit, hp: 1 } })).game.ending).toBe('reached');
    const down = gameWith({ captain: { pos: field.start, hp: 0, downSince: 0 } });
    expect(advance(down).game.ending).toBeUndefined();
    expect(advance({ ...down, companions: down.companions.map((each) => ({ ...each, hp: 0 })) }).game.ending).toBe('lost');
    expect(advance({ ...down, tick: 240 }).game.ending).toBe('lost');
  });

  it('forgets a foe after a while, and at once where somebody looks in vain', () => {
    const { field } = gameWith();
    const rumour = { id: 101, pos: field.exit, hp: 80, seenAt: 0 };
    const foe: Foe = { id: 101, pos: field.exit, hp: 80, effects: {}, readyAt: Infinity, way: [] };
    const far = gameWith({ foes: [foe], sightings: [rumour] });
    expect(advance(far).game.sightings).toHaveLength(1);
    expect(advance({ ...far, tick: 60 }).game.sightings).toEqual([]);
    expect(advance({ ...far, sightings: [{ ...rumour, pos: field.start }] }).game.sightings).toEqual([]);
  });
});
