/** Facts about a situation, one bit each. */
export type Facts = number;

/** Something that can be done: what must hold, what it makes true and false, and what it costs. */
export interface GoapAction {
  readonly name: string;
  readonly needs: Facts;
  readonly gives: Facts;
  readonly takes: Facts;
  /** In seconds or so; above 0. */
  readonly cost: number;
}

interface Node<Action> {
  readonly facts: Facts;
  readonly cost: number;
  readonly path: readonly Action[];
}

/**
 * The cheapest sequence of actions that makes all facts of a goal true, by A* over sets of facts; `undefined` when there
 * is none. As long as something is missing, one more action is needed, so the estimate of what remains is the cost of
 * the cheapest one. Of equally good sequences, the first found, so the same question always has the same answer.
 */
export function findPlan<Action extends GoapAction>(start: Facts, goal: Facts, actions: readonly Action[]): readonly Action[] | undefined {
  const cheapest = Math.min(...actions.map(({ cost }) => cost));
  const estimate = ({ facts, cost }: Node<Action>) => cost + ((facts & goal) === goal ? 0 : cheapest);
  const open: Node<Action>[] = [{ facts: start, cost: 0, path: [] }];
  const closed = new Set<Facts>();
  while (open.length > 0) {
    const next = open.reduce((best, node) => (estimate(node) < estimate(best) ? node : best));
    open.splice(open.indexOf(next), 1);
    if ((next.facts & goal) === goal) return next.path;
    if (closed.has(next.facts)) continue;
    closed.add(next.facts);
    for (const action of actions) {
      if ((next.facts & action.needs) !== action.needs) continue;
      const facts = (next.facts & ~action.takes) | action.gives;
      if (!closed.has(facts)) open.push({ facts, cost: next.cost + action.cost, path: [...next.path, action] });
    }
  }
  return undefined;
}
