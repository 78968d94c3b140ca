// Run: npm run build (in the root), then npx tsx bench/lookup.bench.ts here: the packages as they are published. With --conditions=@planweave/source it runs the source, which is slower through tsx.
import { createPlanCache, type PlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { interleaved } from './interleaved.ts';
import { plan, readEveryField, skirmish, variantOf } from './skirmish.ts';

// read from JSON and not frozen, so that every lookup reads its world; and of one kind everywhere, as those of a game are
const base = fromJson(skirmish());
const namespace = 'bench';
const request = (world: WorldSnapshot) => ({ namespace, domain: tacticalDomain, world });
const hot = Array.from({ length: 64 }, (_, variant) => variantOf(fromJson(base), variant));
const hotWorld = (turn: number) => hot[turn & 63] as WorldSnapshot;

function fromJson(world: WorldSnapshot): WorldSnapshot {
  return JSON.parse(JSON.stringify(world)) as WorldSnapshot;
}

function filled(cache: PlanCache, count: number): PlanCache {
  for (let variant = 0; variant < count; variant += 1) cache.store(request(variantOf(base, variant)), plan);
  if (cache.stats().entries !== count) throw new Error(`${cache.stats().entries} of ${count} plans were kept`);
  return cache;
}

/** Steps of a found plan; a miss would make the whole measurement NaN. */
const stepsOf = (found: { readonly steps: readonly unknown[] } | undefined) => found?.steps.length ?? Number.NaN;
const keyText = (world: WorldSnapshot) => JSON.stringify(tacticalDomain.canonical(world));

const warm = filled(createPlanCache({ maxEntries: 10_000 }), 1_000);
const byText = new Map(hot.map((world) => [keyText(world), plan]));
const warmResult = interleaved({
  'read every field once': (turn) => readEveryField(hotWorld(turn)),
  'lookup, 1,000 entries': (turn) => stepsOf(warm.lookup(request(hotWorld(turn)))),
  'JSON.stringify as key': (turn) => stepsOf(byText.get(keyText(hotWorld(turn)))),
});
print('Warm, 10 enemies', warmResult);
gate('lookup / read every field', warmResult['lookup, 1,000 entries'].ratio, 10);
gate('lookup / JSON key', warmResult['lookup, 1,000 entries'].ratio / warmResult['JSON.stringify as key'].ratio, 1 / 12);

const scattered = (turn: number, count: number) => (turn * 7_919) % count;
const thousand = filled(createPlanCache({ maxEntries: 10_000 }), 1_000);
const many = filled(createPlanCache({ maxEntries: 400_000 }), 100_000);
const growth = interleaved({
  '1,000 entries': (turn) => stepsOf(thousand.lookup(request(variantOf(base, scattered(turn, 1_000))))),
  '100,000 entries': (turn) => stepsOf(many.lookup(request(variantOf(base, scattered(turn, 100_000))))),
});
print('Growth', growth);
gate('100,000 / 1,000 entries', growth['100,000 entries'].ratio, 2.2);

// the agent has one hit point less than in any stored world: nothing is equal, much is within tolerance
const wounded = { ...base, me: { ...base.me, hp: (base.me.hp ?? 0) - 1 } };
for (let variant = 0; variant < 100_000; variant += 997) {
  const illegal = tacticalDomain.check(variantOf(wounded, variant), plan.steps).find(({ isLegal }) => !isLegal);
  if (illegal !== undefined) throw new Error(`the plan is not legal in variant ${variant}: ${JSON.stringify(illegal)}`);
}
const tolerant = filled(createPlanCache({ maxEntries: 400_000, similarity: {} }), 100_000);
const similar = interleaved({
  'exact hit': (turn) => stepsOf(tolerant.find(request(variantOf(base, scattered(turn, 100_000)))).plan),
  'similar hit, checked': (turn) => stepsOf(tolerant.find(request(variantOf(wounded, scattered(turn, 100_000)))).plan),
  'the check alone': (turn) => tacticalDomain.check(variantOf(wounded, scattered(turn, 100_000)), plan.steps).length,
});
print('Tolerance, 100,000 entries', similar);
gate('similar / exact', similar['similar hit, checked'].ratio, 8);

function print(title: string, results: Readonly<Record<string, { readonly nanoseconds: number; readonly ratio: number }>>): void {
  console.log(title);
  for (const [name, { nanoseconds, ratio }] of Object.entries(results)) console.log(`  ${name.padEnd(28)} ${nanoseconds.toFixed(0).padStart(7)} ns best ${ratio.toFixed(2).padStart(8)}x`);
}

function gate(name: string, ratio: number, most: number): void {
  console.log(`  ${ratio <= most ? 'ok  ' : 'OVER'} ${name}: ${ratio.toFixed(3)} (at most ${most.toFixed(3)})`);
}
