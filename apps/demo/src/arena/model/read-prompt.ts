import type { Ally, Bounds, Cell, Cover, Enemy, PointOfInterest, Stance, WorldSnapshot } from '@planweave/tactical-domain';
import { arenaDomain } from '../game/arena-domain.ts';

/**
 * Reads the world out of a prompt, as a language model has to: what the prompt does not say, the scripted model does not
 * know.
 *
 * @throws `InvalidWorldError` for a prompt that does not describe a world.
 */
export function readPrompt(text: string): WorldSnapshot {
  const lines = text.split('\n');
  const [me] = readAll(lines, /^me \((?<x>-?\d+),(?<y>-?\d+)\)(?: hp (?<hp>\d+))? ammo (?<ammo>\d+) morale (?<morale>[\d.]+)/);
  const [player] = readAll(lines, /^player \(id 0\) \((?<x>-?\d+),(?<y>-?\d+)\) hp (?<hp>\d+) (?<stance>\w+)/);
  const [bounds] = readAll(lines, /^bounds \((?<minX>-?\d+),(?<minY>-?\d+)\) to \((?<maxX>-?\d+),(?<maxY>-?\d+)\)/);
  const [objective] = readAll(lines, /^objective (?<text>".*")/);
  return arenaDomain.parseWorld({
    t: 0,
    player: player === undefined ? undefined : { pos: cellIn(player), hp: Number(player['hp']), stance: player['stance'] as Stance },
    me: me === undefined ? undefined : { pos: cellIn(me), ...numbersIn(me, 'hp', 'ammo', 'morale'), cooldowns: amountsAfter(lines, 'cooldowns '), inventory: amountsAfter(lines, 'inventory ') },
    enemies: readAll(lines, /^enemy (?<id>\d+) \((?<x>-?\d+),(?<y>-?\d+)\) hp (?<hp>\d+)(?:.* cover (?<cover>\w+))?(?:.* seen (?<seen>\d+)s\+ ago)?/).map(enemyIn),
    pois: readAll(lines, /^poi (?<k>"[^"]*")(?: id (?<id>\d+))? \((?<x>-?\d+),(?<y>-?\d+)\)/).map(poiIn),
    obstacles: lines.filter((line) => line.startsWith('obstacles ')).flatMap((line) => [...line.matchAll(/\((?<x>-?\d+),(?<y>-?\d+)\)/g)].map(({ groups }) => cellIn(groups ?? {}))),
    objective: objective === undefined ? undefined : JSON.parse(objective['text'] ?? '""'),
    allies: readAll(lines, /^ally (?<id>\d+) \((?<x>-?\d+),(?<y>-?\d+)\) hp (?<hp>\d+)/).map((ally): Ally => ({ pos: cellIn(ally), id: Number(ally['id']), hp: Number(ally['hp']) })),
    bounds: bounds && (numbersIn(bounds, 'minX', 'minY', 'maxX', 'maxY') as unknown as Bounds),
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function readAll(lines: readonly string[], pattern: RegExp): Groups[] {
  return lines.flatMap((line) => {
    const groups: Groups | undefined = pattern.exec(line)?.groups;
    return groups === undefined ? [] : [groups];
  });
}

function cellIn({ x, y }: Groups): Cell {
  return { x: Number(x), y: Number(y) };
}

function numbersIn(groups: Groups, ...names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.flatMap((name) => (groups[name] === undefined ? [] : [[name, Number(groups[name])]])));
}

function enemyIn(enemy: Groups): Enemy {
  return { id: Number(enemy['id']), pos: cellIn(enemy), hp: Number(enemy['hp']), cover: (enemy['cover'] ?? 'none') as Cover, lastSeenSeconds: Number(enemy['seen'] ?? 0) };
}

function poiIn(point: Groups): PointOfInterest {
  return { k: JSON.parse(point['k'] ?? '""') as string, pos: cellIn(point), ...(point['id'] !== undefined && { id: Number(point['id']) }) };
}

/** `cooldowns Heal 4s, Scan 1.5s` and `inventory "medkit" 1, "ammo" 30`. */
function amountsAfter(lines: readonly string[], start: string): Readonly<Record<string, number>> {
  const line = lines.find((each) => each.startsWith(start)) ?? '';
  return Object.fromEntries([...line.slice(start.length).matchAll(/"?(\w+)"? ([\d.]+)/g)].map(([, name, amount]) => [name, Number(amount)]));
}
