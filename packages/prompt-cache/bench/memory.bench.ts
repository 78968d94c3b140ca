// Run: npx tsx --expose-gc --conditions=@planweave/source bench/memory.bench.ts
import { createPlan } from '@planweave/core-types';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain } from '@planweave/tactical-domain';
import { plan, skirmish, variantOf } from './skirmish.ts';

const { gc } = globalThis;
if (gc === undefined) throw new Error('Memory can be measured only under node --expose-gc');

const entries = 50_000;
const base = skirmish();
const text = JSON.stringify(plan.steps);

for (const [name, options] of Object.entries({ 'exact only': {}, 'with similarity': { similarity: {} } })) {
  gc();
  const before = process.memoryUsage().heapUsed;
  const cache = createPlanCache({ maxEntries: 4 * entries, ...options });
  for (let variant = 0; variant < entries; variant += 1) {
    // a plan of its own for each, as models write them
    cache.store({ namespace: 'bench', domain: tacticalDomain, world: variantOf(base, variant) }, createPlan(JSON.parse(text)));
  }
  gc();
  const held = process.memoryUsage().heapUsed - before;
  const { bytes, entries: kept } = cache.stats();
  if (kept !== entries) throw new Error(`${kept} of ${entries} plans were kept`);
  console.log(`${name.padEnd(16)} ${(held / entries).toFixed(0).padStart(5)} bytes an entry with its plan, counted as ${(bytes / entries).toFixed(0)}`);
}
