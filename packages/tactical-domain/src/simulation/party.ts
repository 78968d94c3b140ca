import type { Cell } from '../world/world-snapshot.ts';

interface Member {
  readonly id: number;
  readonly pos: Cell;
  readonly hp: number;
}

/** A list of entities that is copied when one of them first changes. */
export class Party<Each extends Member> {
  members: readonly Each[];

  constructor(members: readonly Each[]) {
    this.members = members;
  }

  find(id: number): Each | undefined {
    for (const member of this.members) if (member.id === id) return member;
    return undefined;
  }

  isAnyUp(): boolean {
    for (const member of this.members) if (member.hp > 0) return true;
    return false;
  }

  /** The one nearest to a cell of those who are up; of equals, the one with the lower id. */
  nearest(to: Cell): Each | undefined {
    let best: Each | undefined;
    let bestDistance = Infinity;
    for (const member of this.members) {
      if (member.hp <= 0) continue;
      const distance = (member.pos.x - to.x) ** 2 + (member.pos.y - to.y) ** 2;
      if (distance < bestDistance || (distance === bestDistance && member.id < (best as Each).id)) {
        best = member;
        bestDistance = distance;
      }
    }
    return best;
  }

  change(id: number, change: (member: Each) => Each): void {
    this.members = this.members.map((member) => (member.id === id ? change(member) : member));
  }

  add(member: Each): void {
    this.members = [...this.members, member];
  }

  /** Takes hit points from one of them, down to 0. */
  hurt(id: number, damage: number): void {
    this.change(id, (member) => ({ ...member, hp: Math.max(0, member.hp - damage) }));
  }
}
