import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPlan } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { manualClock, planCacheStoreContract } from '@planweave/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { about, enemyAt, worldWith } from '../../test/worlds.ts';
import { createPlanCache } from '../create-plan-cache.ts';
import { fileStore } from './file-store.ts';
import { memoryStore } from './memory-store.ts';
import type { PlanCacheStore, StoredPlan } from './plan-cache-store.ts';

let folder = '';
let files = 0;
const freshPath = () => join(folder, `plans-${(files += 1)}.txt`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planweave-'));
});
afterAll(() => rm(folder, { recursive: true }));

const paths = new WeakMap<object, string>();
function createFile(): PlanCacheStore {
  const path = freshPath();
  const store = fileStore({ path });
  paths.set(store, path);
  return store;
}

planCacheStoreContract({ describe, it }, { name: 'memoryStore', create: memoryStore });
planCacheStoreContract({ describe, it }, { name: 'fileStore', create: createFile, reopen: (store) => fileStore({ path: paths.get(store) as string }) });

const attack = createPlan([{ act: 'MarkTarget', target_id: 7 }, { act: 'Attack', target_id: 7 }], { rationale: 'he is near' });
const stored = (index: number): StoredPlan => ({ scope: 's', key: 'EA==', plan: { id: `p${index}`, steps: [{ act: 'Wait' }] }, ageMs: index });

describe('fileStore', () => {
  it('leaves out and counts what is damaged, line by line', async () => {
    const path = freshPath();
    await fileStore({ path }).save([0, 1, 2, 3].map((index) => stored(index)));
    const lines = (await readFile(path, 'utf8')).split('\n');
    lines[2] = `${lines[2]?.slice(0, -3)}"9}`;
    lines[3] = 'nonsense';
    await writeFile(path, lines.join('\n'));
    const { plans, skipped } = await fileStore({ path }).load();
    expect([plans.map(({ plan }) => plan.id), skipped]).toEqual([['p0', 'p3'], 2]);
  });

  it('finds nothing wrong in a file that was cut anywhere, but what was cut', async () => {
    const path = freshPath();
    await fileStore({ path }).save([0, 1, 2].map((index) => stored(index)));
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      const { plans } = await fileStore({ path }).load();
      expect(plans).toEqual([0, 1, 2].map((index) => stored(index)).slice(0, plans.length));
    }
  });

  it('takes any bytes for a file without throwing', async () => {
    const path = freshPath();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map((text) => Buffer.from(`planweave-plan-cache 3\n${text}`))), async (bytes) => {
        await writeFile(path, bytes);
        expect((await fileStore({ path }).load()).plans).toEqual([]);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('does not read another version, or a file that is too large', async () => {
    const path = freshPath();
    await fileStore({ path }).save([stored(1)]);
    expect(await fileStore({ path, maxBytes: 10 }).load()).toEqual({ plans: [], skipped: 1 });
    await writeFile(path, (await readFile(path, 'utf8')).replace('cache 3', 'cache 1'));
    expect(await fileStore({ path }).load()).toEqual({ plans: [], skipped: 1 });
  });

  it('writes no file that it would not read: what was used least recently is left out', async () => {
    const path = freshPath();
    const all = Array.from({ length: 50 }, (_, index) => stored(index));
    await fileStore({ path, maxBytes: 2_000 }).save(all);
    const { plans, skipped } = await fileStore({ path, maxBytes: 2_000 }).load();
    expect(plans.length).toBeGreaterThan(10);
    expect([plans, skipped]).toEqual([all.slice(-plans.length), 0]);
    expect((await readFile(path)).length).toBeLessThanOrEqual(2_000);
  });

  it('is whole whenever its process is killed', async () => {
    const path = freshPath();
    const program = `
      const { fileStore } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'file-store.ts')).href)});
      const store = fileStore({ path: ${JSON.stringify(path)} });
      for (let round = 1; ; round += 1) await (process.stdout.write('.'), store.save(Array.from({ length: 400 }, () => ({ scope: 's', key: 'EA==', plan: { id: 'p' + round, steps: [{ act: 'Wait' }] }, ageMs: 0 }))));
    `;
    for (let kill = 0; kill < 4; kill += 1) {
      const child = spawn(process.execPath, ['--conditions=@planweave/source', '--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      let begun = 0;
      // each dot is a save that has begun; where in it the process dies is up to the machine
      child.stdout.on('data', (dots: Buffer) => {
        begun += dots.length;
        if (begun > 3 * kill) child.kill('SIGKILL');
      });
      await new Promise((resolve) => child.once('close', resolve));
      const { plans, skipped } = await fileStore({ path }).load();
      expect([skipped, new Set(plans.map(({ plan }) => plan.id)).size <= 1, [0, 400].includes(plans.length)]).toEqual([0, true, true]);
    }
  });

  it('says what is wrong with its options and with the disk', async () => {
    expect(() => fileStore({ path: '' })).toThrow('option "path"');
    expect(() => fileStore({ path: 'x', maxBytes: 0 })).toThrow('option "maxBytes"');
    await expect(fileStore({ path: join(folder, 'missing', 'plans') }).save([])).rejects.toThrow('ENOENT');
    await expect(fileStore({ path: folder }).load()).rejects.toThrow('EISDIR');
    expect((await readdir(folder)).filter((name) => name.includes('missing'))).toEqual([]);
  });
});

describe('createPlanCache with a store', () => {
  const similarity = {};

  it('knows in another process what it knew in this one, for equal worlds and similar ones', async () => {
    const path = freshPath();
    const first = createPlanCache({ store: fileStore({ path }), similarity });
    // other texts first, so that known texts have other numbers here than there
    first.store(about(worldWith({ objective: 'something else', player: { hp: 1, pos: { x: 3, y: 3 }, stance: 'prone', orders: ['one', 'two'] } })), createPlan([{ act: 'Wait', duration: 1 }]));
    first.store(about(worldWith()), attack, { model: 'phi3', tags: ['night'], tokens: 50 });
    await first.flush();

    const second = createPlanCache({ store: fileStore({ path }), similarity });
    second.store(about(worldWith({ objective: 'new here' })), attack);
    expect(await second.load()).toEqual({ loaded: 2, skipped: 0 });
    expect(second.find(about(worldWith()))).toMatchObject({ verdict: 'hit', plan: attack, tokensSaved: 50 });
    expect(second.find(about(worldWith({ enemies: [enemyAt(5, 6, { id: 12 })] }))).plan?.steps).toEqual([{ act: 'MarkTarget', target_id: 12 }, { act: 'Attack', target_id: 12 }]);
    expect(second.invalidate({ model: 'phi3', tag: 'night' })).toBe(1);
  });

  it('does not trust a store: a plan that is not legal in its world is given up, and so is one without steps (T23)', async () => {
    const store = memoryStore();
    const first = createPlanCache({ store });
    first.store(about(worldWith()), attack);
    first.store(about(worldWith({ t: 1, me: { ammo: 3 } })), attack);
    await first.flush();
    const { plans } = await store.load();
    const forged = [[{ act: 'Attack', target_id: 99 }], []];
    await store.save(plans.map((plan, index) => ({ ...plan, plan: { ...plan.plan, steps: forged[index] ?? [] } })));

    for (const ask of ['lookup', 'peek', 'find'] as const) {
      const cache = createPlanCache({ store });
      expect(await cache.load()).toEqual({ loaded: 1, skipped: 1 });
      const answer = cache[ask](about(worldWith()));
      expect(answer === undefined || ('verdict' in answer && answer.verdict === 'stale')).toBe(true);
      expect(cache.stats().entries).toBe(0);
    }
  });

  it('leaves out an entry that is nested too deep, and reads the others', async () => {
    const path = freshPath();
    let deep: unknown = 1;
    for (let level = 0; level < 1_000; level += 1) deep = [deep];
    await fileStore({ path }).save([{ ...stored(0), plan: { id: 'deep', steps: [{ act: 'Wait', deep }] } }, stored(1)]);
    const cache = createPlanCache({ store: fileStore({ path }) });
    expect(await cache.load()).toEqual({ loaded: 1, skipped: 1 });
    await cache.flush();
  });

  it('counts as loaded what is still there in the end', async () => {
    const store = memoryStore();
    const first = createPlanCache({ store });
    for (let ammo = 0; ammo < 20; ammo += 1) first.store(about(worldWith({ me: { ammo } })), attack, { tokens: Number.NaN });
    await first.flush();
    const second = createPlanCache({ store, maxEntries: 4 });
    expect(await second.load()).toEqual({ loaded: second.stats().entries, skipped: 0 });
    expect(second.stats().entries).toBeLessThanOrEqual(4);
  });

  it('saves a little later, once for many changes, and counts what failed', async () => {
    const clock = manualClock();
    let saves = 0;
    let isDown = true;
    const store: PlanCacheStore = {
      load: async () => ({ plans: [], skipped: 0 }),
      async save() {
        if (isDown) throw new Error('disk full');
        saves += 1;
      },
    };
    const cache = createPlanCache({ store, clock, saveDelayMs: 100 });
    for (let ammo = 0; ammo < 5; ammo += 1) cache.store(about(worldWith({ me: { ammo } })), attack);
    await clock.advance(100);
    expect(cache.stats().failedSaves).toBe(1);
    isDown = false;
    cache.invalidate({ tool: 'Attack' });
    await clock.advance(99);
    expect(saves).toBe(0);
    await clock.advance(1);
    expect([saves, clock.pending]).toEqual([1, 0]);
  });

  it('remembers how old a plan was', async () => {
    const clock = manualClock();
    const store = memoryStore();
    const first = createPlanCache({ store, clock, ttlMs: 100 });
    first.store(about(worldWith()), attack);
    await clock.advance(60);
    await first.flush();
    const second = createPlanCache({ store, clock, ttlMs: 100 });
    await second.load();
    await clock.advance(39);
    expect(second.peek(about(worldWith()))).toEqual(attack);
    await clock.advance(1);
    expect(second.peek(about(worldWith()))).toBeUndefined();
  });

  it('finds a world whose texts have other numbers here, also when they are too many to have one', async () => {
    const named = (count: number, name: string) => ({ namespace: 'n', world: Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, 1])) });
    const [many, others] = [named(3_000, 'a-name-of-twenty-'), named(2_000, 'n')];
    const store = memoryStore();
    const here = createPlanCache({ store });
    for (const request of [many, others, many]) here.store(request, attack);
    await here.flush();
    const there = createPlanCache({ store });
    expect(await there.load()).toEqual({ loaded: 2, skipped: 0 });
    for (const request of [many, others]) expect(there.lookup(request)).toEqual(attack);
  });

  it('leaves out worlds that are too large for a store, and keeps them in memory', async () => {
    const store = memoryStore();
    const cache = createPlanCache({ store });
    const huge = tacticalDomain.parseWorld({ ...worldWith(), obstacles: Array.from({ length: 4_096 }, (_, index) => ({ x: 60_000 + (index % 64), y: 60_000 + Math.floor(index / 64) })) });
    cache.store(about(huge), attack);
    await cache.flush();
    expect((await store.load()).plans).toEqual([]);
    expect(cache.lookup(about(huge))).toEqual(attack);
  });
});
