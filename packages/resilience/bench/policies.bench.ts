/**
 * What the policies cost around work that is done already, in bare awaits: each policy, all four in the usual order, the check
 * of a closed circuit, and the timeout of cockatiel. All take turns in one run; the least of each is compared.
 * Fails when the check of a closed circuit costs half a bare await, or the four together a third of the timeout of cockatiel.
 *
 * Run, bundled as it is published (tsx would wrap each closure):
 * npx esbuild bench/policies.bench.ts --bundle --platform=node --conditions=@planweave/source | node
 */
import { createCallContext, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { breakerSettings } from '../src/circuit-breaker/breaker-options.ts';
import { createCircuit } from '../src/circuit-breaker/circuit.ts';
import { admissionQueue, attemptTimeout, circuitBreaker, compose, fromCockatiel, retry } from '../src/index.ts';

const rounds = 60;
const calls = 1_500;
const bare: Policy = { name: 'bare await', execute: (operation, context) => operation(context) };
const measured: readonly Policy[] = [
  bare,
  retry(),
  circuitBreaker(),
  admissionQueue(),
  attemptTimeout({ timeoutMs: 1_000 }),
  compose([retry(), circuitBreaker(), admissionQueue(), attemptTimeout({ timeoutMs: 1_000 })]),
  fromCockatiel('timeout of cockatiel', timeout(1_000, TimeoutStrategy.Aggressive)),
];
const realClock = createCallContext({ target: 'm', budgetMs: 3_600_000 });
const stillClock = createCallContext({ target: 'm', budgetMs: 3_600_000, clock: { now: () => 5, schedule: () => () => {} } });

async function nsPerCall(policy: Policy, context: CallContext): Promise<number> {
  let sum = 0;
  const operation: Operation<number> = async () => 1;
  const startedAt = performance.now();
  for (let call = 0; call < calls; call += 1) sum += await policy.execute(operation, context);
  const ns = ((performance.now() - startedAt) / calls) * 1e6;
  if (sum !== calls) throw new Error(`${policy.name} did ${sum} of ${calls} calls`);
  return ns;
}

async function compare(name: string, context: CallContext): Promise<readonly number[]> {
  const least = measured.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, policy] of measured.entries()) least[index] = Math.min(least[index]!, await nsPerCall(policy, context));
  }
  console.log(`\n${name}`);
  for (const [index, { name: policy }] of measured.entries()) console.log(`${(least[index]! / least[0]!).toFixed(1).padStart(7)}x  ${least[index]!.toFixed(0).padStart(6)} ns  ${policy}`);
  return least;
}

function nsPerCheck(): number {
  const circuit = createCircuit(breakerSettings({}));
  const times = 2_000_000;
  let admitted = 0;
  let best = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now();
    for (let time = 0; time < times; time += 1) if (typeof circuit.admit(realClock) !== 'number') admitted += 1;
    best = Math.min(best, ((performance.now() - startedAt) / times) * 1e6);
  }
  if (admitted !== times * 5) throw new Error('A closed circuit refused');
  return best;
}

async function main(): Promise<void> {
  const checkNs = nsPerCheck();
  console.log(`check of a closed circuit: ${checkNs.toFixed(1)} ns`);
  const least = await compare('with the clock of the machine', realClock);
  await compare('with a clock that costs nothing', stillClock);
  if (checkNs > least[0]! / 2 || least.at(-2)! > least.at(-1)! / 3) process.exitCode = 1;
}

void main();
