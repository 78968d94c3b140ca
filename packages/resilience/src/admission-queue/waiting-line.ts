import type { Priority } from '@planweave/core-types';

/** Somebody who waits for a turn. */
export interface Waiter {
  readonly priority: Priority;
  /** Whose turn it is among equals; callers without an agent share one. */
  readonly agentId: string;
}

/** Who waits, and who is next. */
export interface WaitingLine<Who extends Waiter> {
  readonly length: number;
  add(waiter: Who): void;
  /** Leaves at once; nothing happens when the waiter is gone already. */
  remove(waiter: Who): void;
  /**
   * Takes the next one out: the highest class first, in it each agent in turn, of an agent the one who came first (or,
   * when there is more than can be served, the one who came last, whose deadline is farthest).
   */
  take(newestFirst: boolean): Who | undefined;
  /**
   * Takes out whom to give up for a newcomer: the oldest of the agent with most in the lowest class, if that class is not
   * above the newcomer's.
   */
  shed(newcomer: Priority): Who | undefined;
  /** How many would go before a newcomer of this class. */
  ahead(newcomer: Priority): number;
}

const classes: readonly Priority[] = ['high', 'normal', 'low'];

/** An empty line. */
export function createWaitingLine<Who extends Waiter>(): WaitingLine<Who> {
  // a Map keeps its agents in the order of insertion, which serves as the order of turns
  const lines: Record<Priority, Map<string, Who[]>> = { high: new Map(), normal: new Map(), low: new Map() };
  let length = 0;
  const lengthOf = (priority: Priority) => [...lines[priority].values()].reduce((sum, line) => sum + line.length, 0);
  const drop = (agents: Map<string, Who[]>, agentId: string, line: Who[], index: number): Who | undefined => {
    const [waiter] = line.splice(index, 1);
    if (line.length === 0) agents.delete(agentId);
    if (waiter !== undefined) length -= 1;
    return waiter;
  };

  return {
    get length() {
      return length;
    },
    add(waiter) {
      const agents = lines[waiter.priority];
      const line = agents.get(waiter.agentId);
      if (line === undefined) agents.set(waiter.agentId, [waiter]);
      else line.push(waiter);
      length += 1;
    },
    remove(waiter) {
      const agents = lines[waiter.priority];
      const line = agents.get(waiter.agentId);
      const index = line?.indexOf(waiter) ?? -1;
      if (line !== undefined && index >= 0) drop(agents, waiter.agentId, line, index);
    },
    take(newestFirst) {
      for (const priority of classes) {
        const agents = lines[priority];
        for (const [agentId, line] of agents) {
          agents.delete(agentId);
          agents.set(agentId, line);
          return drop(agents, agentId, line, newestFirst ? line.length - 1 : 0);
        }
      }
      return undefined;
    },
    shed(newcomer) {
      for (const priority of classes.toReversed()) {
        if (classes.indexOf(priority) < classes.indexOf(newcomer)) return undefined;
        const longest = [...lines[priority]].reduce<[string, Who[]] | undefined>((most, one) => (most !== undefined && most[1].length >= one[1].length ? most : one), undefined);
        if (longest !== undefined) return drop(lines[priority], ...longest, 0);
      }
      return undefined;
    },
    ahead: (newcomer) => classes.slice(0, classes.indexOf(newcomer) + 1).reduce((sum, priority) => sum + lengthOf(priority), 0),
  };
}
