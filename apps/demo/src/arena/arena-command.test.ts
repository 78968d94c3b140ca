import { startFakeOllama } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import type { Surroundings } from '../cli/surroundings.ts';

async function run(args: readonly string[], parts: Partial<Surroundings> = {}) {
  let [out, err] = ['', ''];
  const code = await runCli(['arena', ...args], {
    env: {},
    workingFolder: '/',
    print: (text) => void (out += text),
    printError: (text) => void (err += text),
    columns: 100,
    standInPace: 'instant',
    signal: new AbortController().signal,
    ...parts,
  });
  return { code, out, err };
}

describe('arena', () => {
  it('gives identical bytes for the same seed with --json', async () => {
    const [first, second] = [await run(['--seed', '7', '--ticks', '60', '--json']), await run(['--seed', '7', '--ticks', '60', '--json'])];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ code: 0, err: '' });
    const report = JSON.parse(first.out);
    expect(Object.keys(report)).toEqual(['seed', 'mode', 'model', 'isDeterministic', 'ticks', 'ending', 'objectiveReached', 'damageTaken', 'foesDown', 'captain', 'companions', 'planner', 'steps']);
    expect(report).toMatchObject({ seed: 7, mode: 'hybrid', ticks: 60, ending: 'unfinished', isDeterministic: true });
    expect(report.companions).toHaveLength(4);
    expect(report.steps[0]).toMatchObject({ tick: 0, agent: 'Ada', source: 'fallback' });
  });

  it('prints plain lines when nobody sits at a terminal', async () => {
    const { code, out, err } = await run(['--mode', 'heuristic', '--ticks', '40']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('0:00  Ada: MoveTo');
    expect(out).toMatch(/after 40 ticks \(0:10\); seed 7, heuristic/);
    // oxlint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
  });

  it('prints the comparison as a table or as data', async () => {
    const table = await run(['--compare', '--seeds', '1', '--ticks', '5']);
    expect(table.code).toBe(0);
    expect(table.out).toContain('objective reached');
    expect(table.err).toContain('3 runs');
    const { out } = await run(['--compare', '--seeds', '1', '--ticks', '5', '--json']);
    expect(JSON.parse(out).map(({ mode }: { mode: string }) => mode)).toEqual(['heuristic', 'llm', 'hybrid']);
  });

  it('plays with a real server on the clock of the machine, and says that this is not deterministic', async () => {
    const server = await startFakeOllama({ models: ['m'], reply: () => '{"steps":[{"act":"Wait","duration":1}]}' });
    try {
      const { code, out } = await run(['--host', server.url, '--ticks', '2', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ model: 'm:latest', isDeterministic: false, ticks: 2 });
      expect((await run(['--host', server.url, '--ticks', '0'])).out).toContain('the same seed may give another run');
    } finally {
      await server.stop();
    }
  });

  it('goes on by heuristics when nobody answers, and says why', async () => {
    const { code, out } = await run(['--host', 'http://127.0.0.1:9', '--model', 'm', '--ticks', '2']);
    expect(code).toBe(0);
    expect(out).toContain('MoveTo');
    expect(out).toContain('came from the heuristics: No Ollama server at http://127.0.0.1:9');
  });

  it('ends with 130 after Ctrl-C', async () => {
    expect(await run(['--json'], { signal: AbortSignal.abort() })).toEqual({ code: 130, out: '', err: '' });
  });

  it.each([
    ['an unknown mode', ['--mode', 'hybird'], 'heuristic, llm, hybrid'],
    ['an unknown flag', ['--sed', '7'], '--seed'],
    ['ticks that are no number', ['--ticks', 'many'], 'the nearest to "many" is 0'],
    ['a fraction for a seed', ['--seed', '1.5'], 'the nearest to "1.5" is 2'],
    ['no seed at all to compare', ['--compare', '--seeds', '0'], 'the nearest to "0" is 1'],
    ['a model without a server', ['--model', 'phi3:mini'], '--host'],
    ['a server that nobody asks', ['--host', 'x', '--mode', 'heuristic'], '--mode heuristic'],
    ['a server in a comparison', ['--host', 'x', '--compare'], '--compare'],
    ['seeds without a comparison', ['--seeds', '3'], '--compare'],
    ['a mode in a comparison', ['--compare', '--mode', 'llm'], 'leave out --mode'],
    ['a model in a comparison', ['--compare', '--model', 'm'], '--model'],
    ['a host without a value', ['--host', '--json'], '--host needs a value'],
  ])('exits with 2 and one line for %s', async (_, args, part) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
