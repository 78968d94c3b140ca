import { createServer } from 'node:http';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { parsePrometheusText, type PrometheusFamily } from './testing/parse-prometheus-text.ts';

interface Run {
  readonly done: Promise<number>;
  out(): string;
  err(): string;
  stop(reason?: string): void;
}

function start(args: readonly string[], onError: (text: string) => void = () => {}): Run {
  let out = '';
  let err = '';
  const stopping = new AbortController();
  const done = runCli(args, {
    env: { OLLAMA_HOST: 'http://127.0.0.1:9' },
    workingFolder: import.meta.dirname,
    print: (text) => void (out += text),
    printError(text) {
      err += text;
      onError(text);
    },
    columns: 100,
    standInPace: 'instant',
    signal: stopping.signal,
  });
  return { done, out: () => out, err: () => err, stop: (reason) => stopping.abort(reason) };
}

/** Runs a command that serves metrics, asks for them when it says where, and stops it. */
async function scrape(args: readonly string[], stopReason?: string): Promise<{ text: string; type: string | null; other: number; posted: number; code: number; run: Run }> {
  const told = new EventEmitter();
  const said = once(told, 'url');
  const run = start(args, (text) => {
    const address = /http:\S+/.exec(text)?.[0];
    if (address !== undefined) told.emit('url', address);
  });
  const [url] = (await Promise.race([said, run.done.then((code) => Promise.reject(new Error(`ended with ${code}: ${run.err()}`)))])) as [string];
  const response = await fetch(url);
  const text = await response.text();
  const other = await fetch(new URL('/', url));
  const posted = await fetch(url, { method: 'POST', body: 'x' });
  run.stop(stopReason);
  return { text, type: response.headers.get('content-type'), other: other.status, posted: posted.status, code: await run.done, run };
}

function valueOf(families: ReadonlyMap<string, PrometheusFamily>, name: string): number | undefined {
  return families.get(name)?.samples.find(({ labels }) => Object.keys(labels).length === 0)?.value;
}

describe('--metrics-port', () => {
  it("serves Prometheus text with the original system's names until Ctrl-C, and ends with 0", async () => {
    const { text, type, other, posted, code, run } = await scrape(['--metrics-port', '0']);
    const families = parsePrometheusText(text);
    expect(code).toBe(0);
    expect(other).toBe(404);
    expect(posted).toBe(405);
    expect(type).toMatch(/^text\/plain/);
    expect(run.out()).toContain('source llm, tier full');
    for (const name of ['llm_request_count', 'llm_success_count', 'llm_error_count', 'llm_retry_count', 'llm_circuit_open_count', 'llm_fallback_count', 'cache_hit', 'cache_miss', 'cache_sim_hit', 'cache_evictions']) {
      expect(families.get(`${name}_total`)).toMatchObject({ type: 'counter', samples: [{ value: expect.any(Number) as unknown }] });
    }
    expect(valueOf(families, 'llm_request_count_total')).toBe(1);
    expect(valueOf(families, 'plan_count_total')).toBe(1);
    const buckets = families.get('latency_ms_bucket_total')!.samples;
    for (const operation of ['llm_call', 'plan_total', 'cache_lookup']) {
      const cumulative = buckets.filter(({ labels }) => labels['operation'] === operation);
      expect(cumulative.map(({ labels }) => labels['le'])).toEqual([...Array.from({ length: 21 }, (_, exponent) => String(2 ** exponent)), '+Inf']);
      expect(cumulative.map(({ value }) => value)).toEqual(cumulative.map(({ value }) => value).toSorted((a, b) => a - b));
    }
  });

  it('keeps standard output for JSON', async () => {
    const { run } = await scrape(['--json', '--telemetry', '--metrics-port', '0']);
    expect(JSON.parse(run.out())).toMatchObject({ source: 'llm' });
    expect(run.err()).toMatch(/^plan\.count +1$/m);
  });

  it('ends with 0 after SIGTERM as well, because the plan was made', async () => {
    expect((await scrape(['--metrics-port', '0'], 'SIGTERM')).code).toBe(0);
  });

  it('ends with 2 and one line when the port is taken', async () => {
    const owner = createServer();
    await once(owner.listen(0, '127.0.0.1'), 'listening');
    const { port } = owner.address() as AddressInfo;
    const run = start(['--metrics-port', String(port)]);
    expect(await run.done).toBe(2);
    expect(run.err()).toMatch(new RegExp(`^error: Cannot serve metrics on port ${port}: .*choose another.*\\n$`));
    expect(run.out()).toBe('');
    owner.close();
  });

  it.each(['-1', '65536', 'http'])('refuses %s', async (port) => {
    expect(await start(['--metrics-port', port]).done).toBe(2);
  });
});

describe('--telemetry', () => {
  it('prints a table after the plan', async () => {
    const run = start(['--telemetry']);
    expect(await run.done).toBe(0);
    expect(run.out()).toMatch(/^llm\.success\.count +1$/m);
    expect(run.out()).toMatch(/^latency\.ms plan_total +1( +\d\S*){4}$/m);
    expect(run.err()).toBe('');
  });
});
