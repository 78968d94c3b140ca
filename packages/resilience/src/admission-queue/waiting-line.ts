import { checkOption, type Priority } from '@planweave/core-types';

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
   * Takes the next one out: the highest class first (but one turn in ten at the latest for a lower one), in it each agent in
   * turn, of an agent the one who came first (or, when there is more than can be served, the one who came last, whose
   * deadline is farthest).
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

/** The class of a call that may come from plain JavaScript: one left out is normal, an unknown one an error. */
export function checkPriority(given: Priority | undefined): Priority {
  return checkOption('admissionQueue', 'priority', given ?? 'normal', 'high, normal or low', (priority) => classes.includes(priority));
}

/** A class that was passed over so often goes first once: it is served late, but it is served. */
const mostPassedOver = 10;

interface WaitingClass<Who> {
  /** By agent. A Map keeps its keys in the order of insertion, which serves as the order of turns. */
  readonly agents: Map<string, Who[]>;
  length: number;
  passedOver: number;
}

/** An empty line. */
export function createWaitingLine<Who extends Waiter>(): WaitingLine<Who> {
  const waiting: Record<Priority, WaitingClass<Who>> = { high: emptyClass(), normal: emptyClass(), low: emptyClass() };
  const drop = (of: WaitingClass<Who>, agentId: string, line: Who[], index: number): Who | undefined => {
    const [waiter] = line.splice(index, 1);
    if (line.length === 0) of.agents.delete(agentId);
    if (waiter !== undefined) of.length -= 1;
    return waiter;
  };
  /** Whose turn it is: the highest class, unless a lower one was passed over too often. */
  const nextClass = (): WaitingClass<Who> | undefined => {
    const present = classes.map((priority) => waiting[priority]).filter(({ length }) => length > 0);
    const next = present.find(({ passedOver }) => passedOver >= mostPassedOver) ?? present[0];
    for (const other of present) other.passedOver = other === next ? 0 : other.passedOver + 1;
    return next;
  };

  return {
    get length() {
      return waiting.high.length + waiting.normal.length + waiting.low.length;
    },
    add(waiter) {
      const of = waiting[waiter.priority];
      const line = of.agents.get(waiter.agentId);
      if (line === undefined) of.agents.set(waiter.agentId, [waiter]);
      else line.push(waiter);
      of.length += 1;
    },
    remove(waiter) {
      const of = waiting[waiter.priority];
      const line = of.agents.get(waiter.agentId);
      const index = line?.indexOf(waiter) ?? -1;
      if (line !== undefined && index >= 0) drop(of, waiter.agentId, line, index);
    },
    take(newestFirst) {
      const next = nextClass();
      const [first] = next?.agents ?? [];
      if (next === undefined || first === undefined) return undefined;
      const [agentId, line] = first;
      next.agents.delete(agentId);
      next.agents.set(agentId, line);
      return drop(next, agentId, line, newestFirst ? line.length - 1 : 0);
    },
    shed(newcomer) {
      for (const priority of classes.toReversed()) {
        if (classes.indexOf(priority) < classes.indexOf(newcomer)) return undefined;
        const of = waiting[priority];
        const longest = [...of.agents].reduce<[string, Who[]] | undefined>((most, one) => (most !== undefined && most[1].length >= one[1].length ? most : one), undefined);
        if (longest !== undefined) return drop(of, ...longest, 0);
      }
      return undefined;
    },
    ahead(newcomer) {
      if (newcomer === 'high') return waiting.high.length;
      return waiting.high.length + waiting.normal.length + (newcomer === 'low' ? waiting.low.length : 0);
    },
  };
}

function emptyClass<Who>(): WaitingClass<Who> {
  return { agents: new Map(), length: 0, passedOver: 0 };
}
