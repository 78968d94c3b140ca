import { hash } from 'node:crypto';
import type { PlanStep } from '@planweave/core-types';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import { LRUCache } from 'lru-cache';
import type { CreatePeer, Peer, PeerWork } from '../src/peers/peer.ts';
import { legalSteps } from './legal-steps.ts';
import { planSchema } from './plan-schema.ts';

/** What one writes in an afternoon: the prompt's digest, and the validated plan in an LRU map. */
export const promptDigest: CreatePeer = (work) => {
  const cache = new LRUCache<string, readonly PlanStep[]>({ max: 4096 });
  return byHand(work, 'sha256 + lru-cache', 'sha256 of the prompt, lru-cache of 4,096 validated plans, zod', cache, (prompt) => hash('sha256', prompt));
};

/** What one writes in five minutes: the text of the world, and a map that grows for ever. */
export const worldText: CreatePeer = (work) => byHand(work, 'JSON.stringify + Map', 'the prompt itself as key of a Map without a bound, zod', new Map<string, readonly PlanStep[]>(), (prompt) => prompt);

interface Memory {
  get(key: string): readonly PlanStep[] | undefined;
  set(key: string, steps: readonly PlanStep[]): unknown;
}

/** A plan is checked before it is kept; an equal prompt means an equal world, so that a hit needs no check. */
function byHand(work: PeerWork, name: string, setUp: string, memory: Memory, keyOf: (prompt: string) => string): Peer {
  let calls = 0;
  const ask = (_system: string, _prompt: string): Promise<string> => {
    calls += 1;
    return Promise.resolve(work.reply);
  };
  return {
    name,
    setUp,
    async plan(world: WorldSnapshot) {
      const prompt = work.prompt(world);
      const key = keyOf(prompt);
      const known = memory.get(key);
      if (known !== undefined) return known;
      const { steps } = planSchema.parse(JSON.parse(await ask(work.system, prompt)));
      memory.set(key, legalSteps(work, world, steps));
      return steps;
    },
    modelCalls: () => calls,
  };
}
