import { checkCount, checkRatio, type Random } from '@planweave/core-types';
import type { RecordedRequest } from '../engine/recorded-request.ts';
import type { Fault, FaultOf } from './fault.ts';

/** A fault and the requests that it befalls. */
export interface FaultRule {
  readonly fault: Fault;
  /** Only requests for these paths: `'/api/chat'`. @default every path */
  readonly route?: string | readonly string[];
  /** Only requests of which this is true. */
  readonly when?: (request: RecordedRequest) => boolean;
  /** Only the nth request (or requests) that fits the above, 1 for the first after the rule was made. */
  readonly nth?: number | readonly number[];
  /** Not before the nth request that fits. @default 1 */
  readonly from?: number;
  /** How often at most; 1 is one-shot. @default Infinity, it sticks */
  readonly times?: number;
  /** The share of fitting requests, drawn with the server's `random`. @default 1 */
  readonly ratio?: number;
}

/** What is to go wrong with one request. */
export interface FaultSet {
  readonly kinds: readonly Fault['kind'][];
  /** The fault of a kind, if there is one; the oldest rule wins. */
  find<Kind extends Fault['kind']>(kind: Kind): FaultOf<Kind> | undefined;
}

/** The rules of a server. */
export interface FaultRules {
  /** Adds a rule; the result takes it back. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** Draws the faults of a request. Called once for each request, in the order in which they arrive. */
  draw(request: RecordedRequest): FaultSet;
}

interface Active {
  readonly rule: FaultRule;
  seen: number;
  used: number;
}

/** Rules that draw their chances from one source, so that the same seed gives the same misfortunes. */
export function createFaultRules(random: Random): FaultRules {
  const rules = new Set<Active>();
  return {
    add(rule) {
      const { from = 1, times = Infinity, ratio = 1 } = rule;
      checkCount('fault rule', 'from', from);
      if (times !== Infinity) checkCount('fault rule', 'times', times);
      checkRatio('fault rule', 'ratio', ratio);
      const active = { rule, seen: 0, used: 0 };
      rules.add(active);
      return () => {
        rules.delete(active);
      };
    },
    clear() {
      rules.clear();
    },
    draw(request) {
      const faults = new Map<Fault['kind'], Fault>();
      for (const active of rules) {
        if (befalls(active, request, random) && !faults.has(active.rule.fault.kind)) faults.set(active.rule.fault.kind, active.rule.fault);
      }
      return {
        kinds: [...faults.keys()],
        find: <Kind extends Fault['kind']>(kind: Kind) => faults.get(kind) as FaultOf<Kind> | undefined,
      };
    },
  };
}

function befalls(active: Active, request: RecordedRequest, random: Random): boolean {
  const { route, when, nth, from = 1, times = Infinity, ratio = 1 } = active.rule;
  if (route !== undefined && ![route].flat().includes(request.path)) return false;
  if (when !== undefined && !when(request)) return false;
  active.seen += 1;
  if (nth !== undefined && ![nth].flat().includes(active.seen)) return false;
  if (active.seen < from || active.used >= times) return false;
  if (ratio < 1 && random.next() >= ratio) return false;
  active.used += 1;
  return true;
}
