import { squaredDistance } from '../grid/distance.ts';
import type { Cell } from '../world/world-snapshot.ts';

interface Member {
  readonly id: number;
  readonly pos: Cell;
  readonly hp: number;
}

/** A list of entities of which single ones are replaced by changed copies; the list given is never touched. */
export class Party<Each extends Member> {
  readonly #given: readonly Each[];
  /** Changed and new members; few, so looking through them is cheap. */
  readonly #changed: Each[] = [];
  /** Everybody as they are now; made when somebody asks for all of them after a change. */
  #merged: readonly Each[] | undefined;

  constructor(members: readonly Each[]) {
    this.#given = members;
  }

  get members(): readonly Each[] {
    if (this.#changed.length === 0) return this.#given;
    this.#merged ??= [...this.#given.map((member) => find(this.#changed, member.id) ?? member), ...this.#changed.filter((member) => find(this.#given, member.id) === undefined)];
    return this.#merged;
  }

  find(id: number): Each | undefined {
    return find(this.#changed, id) ?? find(this.#given, id);
  }

  isAnyUp(): boolean {
    return this.members.some((member) => member.hp > 0);
  }

  /** The one nearest to a cell of those who are up; of equals, the one with the lowest id. */
  nearest(to: Cell): Each | undefined {
    let best: Each | undefined;
    let bestDistance = Infinity;
    for (const member of this.members) {
      const distance = member.hp > 0 ? squaredDistance(member.pos, to) : Infinity;
      if (distance < bestDistance || (best !== undefined && distance === bestDistance && member.id < best.id)) {
        best = member;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Puts a member in the place of the one with the same id, or adds it when there is none. */
  put(member: Each): void {
    const changed = this.#changed;
    let index = 0;
    while (index < changed.length && (changed[index] as Each).id !== member.id) index += 1;
    changed[index] = member;
    this.#merged = undefined;
  }

  /** Sets the hit points of a member, if there is one with that id. */
  setHp(id: number, hp: number): void {
    const member = this.find(id);
    if (member !== undefined) this.put({ ...member, hp });
  }
}

function find<Each extends Member>(members: readonly Each[], id: number): Each | undefined {
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index] as Each;
    if (member.id === id) return member;
  }
  return undefined;
}
