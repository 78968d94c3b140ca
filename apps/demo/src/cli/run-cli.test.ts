import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tacticalDomain } from '@planweave/tactical-domain';
import { startFakeOllama } from '@planweave/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { readWorld } from '../world/read-world.ts';
import { nobody, runCaptured as run } from './testing/run-captured.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

async function temporaryFile(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'planweave-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  const file = join(folder, 'world.json');
  await writeFile(file, content);
  return file;
}

/** A server that accepts everything and does what it is told with it. */
async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(handler as never);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanUps.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function expectLegal(outcome: { plan: { steps: { act: string }[] } }, worldName = 'reference'): Promise<void> {
  const { world } = await readWorld(worldName, '/');
  const verdicts = tacticalDomain.check(world, outcome.plan.steps);
  expect(verdicts.length).toBeGreaterThan(0);
  expect(verdicts.filter(({ isLegal }) => !isLegal)).toEqual([]);
}

describe('runCli', () => {
  it('plans the reference scenario through the stand-in server and says that it is one', async () => {
    const { code, out, err } = await run([]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('source llm, tier full');
    expect(out.split('\n').filter((line) => line.includes('scripted, not written by a language model'))).toHaveLength(1);
    expect(out).toContain('ollama pull');
  });

  it('prints one JSON document with --json, and the plan in it is legal', async () => {
    const { code, out } = await run(['--json']);
    const outcome = JSON.parse(out);
    expect(code).toBe(0);
    expect(outcome).toMatchObject({ source: 'llm', tier: 'full', world: 'reference', server: { isStandIn: true } });
    await expectLegal(outcome);
  });

  it.each(['reference', 'quiet-patrol', 'surrounded', 'wounded-ally', 'night-infiltration'])('plans the shipped world %s', async (name) => {
    const { code, out } = await run(['plan', '--world', name, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source: 'llm', tier: 'full' });
    await expectLegal(JSON.parse(out), name);
  });

  it('uses the server of the environment when it has a model', async () => {
    const server = await startFakeOllama({ models: ['phi3:mini'], reply: () => '{"steps":[{"act":"Scan","radius":7}]}' });
    cleanUps.push(() => server.stop());
    const { out } = await run(['--json'], { env: { OLLAMA_HOST: server.url } });
    expect(JSON.parse(out)).toMatchObject({ source: 'llm', plan: { steps: [{ act: 'Scan', radius: 7 }] }, server: { isStandIn: false, model: 'phi3:mini' } });
  });

  it('passes over models that only embed', async () => {
    const server = await startFakeOllama({ models: ['nomic-embed-text', 'phi3:mini'], reply: () => '{"steps":[{"act":"Scan","radius":7}]}' });
    cleanUps.push(() => server.stop());
    expect(JSON.parse((await run(['--json', '--host', server.url])).out)).toMatchObject({ source: 'llm', server: { model: 'phi3:mini' } });
  });

  it('shows no password of an address', async () => {
    const { code, err } = await run(['--host', 'http://someone:secret@127.0.0.1:9', '--model', 'm']);
    expect(code).toBe(2);
    expect(err).toContain('user name or password');
    expect(err).not.toContain('secret');
  });

  it('asks the stand-in when the server of the environment has not the model that was named', async () => {
    const server = await startFakeOllama({ models: ['phi3:mini'] });
    cleanUps.push(() => server.stop());
    const { out } = await run(['--model', 'qwen3'], { env: { OLLAMA_HOST: server.url } });
    expect(out).toContain('no model "qwen3"');
    expect(out).toContain('"ollama pull qwen3"');
    expect(out).toContain('scripted');
  });

  it('falls back with the reason when nobody answers at the given host', async () => {
    const { code, out } = await run(['plan', '--host', nobody, '--budget-ms', '300', '--json']);
    const outcome = JSON.parse(out);
    expect(code).toBe(0);
    expect(outcome.source).toBe('fallback');
    expect(outcome.reason.message).toContain(nobody);
    await expectLegal(outcome);
  });

  it('falls back and tells how to get the model when the given host does not have it', async () => {
    const server = await startFakeOllama({ models: ['phi3:mini'] });
    cleanUps.push(() => server.stop());
    const { code, out } = await run(['--host', server.url, '--model', 'qwen3:8b', '--json']);
    const outcome = JSON.parse(out);
    expect(code).toBe(0);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_MODEL_NOT_FOUND' } });
    expect(outcome.reason.message).toContain('ollama pull qwen3:8b');
  });

  it('falls back within the budget when the server hangs', async () => {
    const host = await listen(() => {});
    const { code, out } = await run(['--host', host, '--model', 'm', '--budget-ms', '100', '--json']);
    const outcome = JSON.parse(out);
    expect(code).toBe(0);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_TIMED_OUT' } });
    await expectLegal(outcome);
  });

  it('takes budget and retries from the environment when the command line does not say', async () => {
    const host = await listen(() => {});
    const { out } = await run(['--host', host, '--model', 'm', '--json'], { env: { LLM_TIMEOUT_MS: '90', LLM_RETRY_MAX: '1' } });
    expect(JSON.parse(out)).toMatchObject({ source: 'fallback', budget: { givenMs: 90 } });
    expect((await run([], { env: { LLM_RETRY_MAX: 'often' } })).err).toContain('LLM_RETRY_MAX');
  });

  it('falls back when the reply is garbage', async () => {
    const host = await listen((_, response) => void response.end('<html>Welcome to nginx</html>'));
    const { code, out } = await run(['--host', host, '--model', 'm', '--json']);
    const outcome = JSON.parse(out);
    expect(code).toBe(0);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_PROTOCOL' } });
    await expectLegal(outcome);
  });

  it('falls back when the model writes nonsense', async () => {
    const server = await startFakeOllama({ models: ['m'], reply: () => 'The enemy is at the gates!' });
    cleanUps.push(() => server.stop());
    const { out } = await run(['--host', server.url, '--model', 'm', '--json']);
    const outcome = JSON.parse(out);
    expect(outcome).toMatchObject({ source: 'fallback', reason: { code: 'PLANWEAVE_INVALID_PLAN' } });
    expect(outcome.attempts.map(({ tier }: { tier: string }) => tier)).toEqual(['full', 'full', 'simplified', 'heuristic']);
    await expectLegal(outcome);
  });

  it.each([
    ['no such file', ['--world', 'nowhere.json'], 'shipped are: '],
    ['an unknown flag', ['--wrold', 'reference'], '--world'],
    ['an unknown command', ['plam'], 'plan'],
    ['a budget below 0', ['--budget-ms', '-5'], 'the nearest to "-5" is 0'],
    ['a budget that is no number', ['--budget-ms', 'soon'], 'a whole number from 0 to 3600000'],
    ['a fraction for a seed', ['--seed', '1.5'], 'the nearest to "1.5" is 2'],
    ['a host that is none', ['--host', 'http://'], 'host'],
    ['a flag in place of a host', ['--host', '--json'], '--host needs a value; it got "--json"'],
    ['an empty host', ['--host', ''], '--host needs a value'],
    ['a word too many', ['plan', 'reference'], 'too many arguments'],
  ])('exits with 2 and one line for %s', async (_, args, part) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['text that is no JSON', '{"t": 1,', 'at $'],
    ['another kind of JSON', '[]', '$'],
    ['a wrong field', JSON.stringify({ t: 0, player: { hp: 1, pos: { x: 0, y: 0 } }, me: { ammo: 1, pos: { x: 0, y: 0 } }, enemies: [{ id: 1, pos: { x: 'left', y: 0 }, hp: 1, lastSeenSeconds: 0 }], pois: [], obstacles: [] }), '$.enemies[0].pos.x'],
  ])('exits with 2 and the path for a world file with %s', async (_, content, part) => {
    const { code, err } = await run(['--world', await temporaryFile(content)]);
    expect(code).toBe(2);
    expect(err).toContain(part);
    expect(err).toContain('world.json');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it("reads AstraWeave's worlds as well", async () => {
    const world = { t: 45, player: { hp: 75, pos: { x: 10, y: 10 }, stance: 'crouch', orders: [] }, me: { ammo: 18, cooldowns: {}, morale: 80, pos: { x: 12, y: 10 } }, enemies: [{ id: 99, pos: { x: 25, y: 15 }, hp: 100, cover: 'low', last_seen: 43 }], pois: [], obstacles: [], objective: null };
    const { code, out } = await run(['--world', await temporaryFile(JSON.stringify(world)), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).source).toBe('llm');
  });

  it('reads a world file that is given relative to the folder of the user', async () => {
    const { world } = await readWorld('reference', '/');
    const file = await temporaryFile(JSON.stringify(world));
    const { code, out } = await run(['--world', 'world.json', '--json'], { folder: join(file, '..') });
    expect(code).toBe(0);
    expect(JSON.parse(out).world).toBe('world');
  });

  it('shows all flags with --help and exits with 0', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--world', '--host', '--model', '--budget-ms', '--seed', '--json']) expect(out).toContain(flag);
  });

  it('exits with 143 after SIGTERM', async () => {
    const stop = new AbortController();
    const host = await listen(() => stop.abort('SIGTERM'));
    expect(await run(['--host', host, '--model', 'm'], { signal: stop.signal })).toEqual({ code: 143, out: '', err: '' });
  });

  it('starts no stand-in after Ctrl-C', async () => {
    const stop = new AbortController();
    const host = await listen(() => stop.abort());
    expect(await run([], { signal: stop.signal, env: { OLLAMA_HOST: host } })).toEqual({ code: 130, out: '', err: '' });
  });

  it('exits with 130 after Ctrl-C, with nothing printed and nothing left running', async () => {
    const stop = new AbortController();
    const host = await listen(() => stop.abort());
    const { code, out, err } = await run(['--host', host, '--model', 'm'], { signal: stop.signal });
    expect({ code, out, err }).toEqual({ code: 130, out: '', err: '' });
  });
});
