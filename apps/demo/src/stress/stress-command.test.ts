import { describe, expect, it } from 'vitest';
import { runCaptured, type CaptureOptions } from '../cli/testing/run-captured.ts';
import type { StressReport } from './report/stress-report.ts';

const stress = (args: readonly string[], options?: CaptureOptions) => runCaptured(['stress', ...args], options);

/** Whatever the machine does meanwhile, this holds. */
function expectToAddUp(report: StressReport): void {
  const { plans, process, heap, ratios, load } = report;
  expect(plans.asked).toBe(plans.planned + plans.cancelled + plans.rejected);
  expect(plans.bySource.cache.count + plans.bySource.llm.count + plans.bySource.fallback.count).toBe(plans.planned);
  expect(plans.all.count).toBe(plans.planned);
  expect(Object.values(plans.fallbacks).reduce((sum, count) => sum + count, 0)).toBe(plans.bySource.fallback.count);
  expect(ratios.cache + ratios.llm + ratios.fallback).toBeCloseTo(1, 10);
  expect({ illegal: plans.illegal, rejected: plans.rejected, unhandled: process.unhandledRejections }).toEqual({ illegal: 0, rejected: 0, unhandled: 0 });
  expect(heap.atEndBytes).toBeGreaterThan(2 ** 20);
  expect(process.peakRssBytes).toBeGreaterThanOrEqual(process.peakHeapBytes);
  expect(load.offeredPerSecond).toBeCloseTo((report.options.agents * 1_000) / report.options.everyMs, 10);
  expect(report.targets.length).toBeGreaterThanOrEqual(13);
}

describe('npm start -- stress', () => {
  it('runs 20 agents for two seconds and prints one document that adds up', async () => {
    const { code, out, err } = await stress(['--agents', '20', '--duration', '2', '--every-ms', '200', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(out) as StressReport;
    expectToAddUp(report);
    expect(report.isInterrupted).toBe(false);
    // open loop: the load is what was said, however fast the answers come
    expect(report.plans.asked).toBe(200);
    expect(report.plans.bySource.cache.count).toBeGreaterThan(100);
    expect(report.plans.bySource.llm.count).toBeGreaterThan(0);
    expect(err).toContain('of 2 s: ');
  });

  it('gives everybody a plan when all of the calls go wrong, and says why in words and figures', async () => {
    const { code, out } = await stress(['--agents', '5', '--duration', '1', '--every-ms', '100', '--hit-rate', '0', '--fault-rate', '1', '--budget-ms', '300']);
    expect(code).toBe(0);
    expect(out).toContain('50 plans of 50 asked for');
    expect(out).toContain('100.0 % of its calls go wrong');
    expect(out).toMatch(/Heuristics stood in for \d/);
    expect(out).toMatch(/held {8}no illegal plan: 0/);
  });

  it('ends when it is stopped, with a report on what there is and nothing left running', async () => {
    const stop = new AbortController();
    const args = ['--duration', '10', '--agents', '20', '--every-ms', '100', '--json'];
    const { code, out } = await stress(args, { signal: stop.signal, onError: (text) => text.startsWith('1 of 10 s') && stop.abort() });
    expect(code).toBe(130);
    const report = JSON.parse(out) as StressReport;
    expectToAddUp(report);
    expect(report.isInterrupted).toBe(true);
    expect(report.plans.asked).toBeLessThan(2_000);
  });

  it('says nothing when it is stopped before there is anything to say', async () => {
    const stop = new AbortController();
    const { code, out } = await stress([], { signal: stop.signal, onError: () => stop.abort() });
    expect({ code, out }).toEqual({ code: 130, out: '' });
  });

  it.each([
    ['a share above 1', ['--hit-rate', '70%'], 'the nearest to "70%" is 0.7'],
    ['a share that is none', ['--fault-rate', 'often'], 'the nearest to "often" is 0'],
    ['a negative share', ['--fault-rate', '-0.5'], 'a share from 0 to 1; the nearest to "-0.5" is 0'],
    ['no agents', ['--agents', '0'], 'the nearest to "0" is 1'],
    ['a duration with a unit', ['--duration', '20s'], 'the nearest to "20s" is 20'],
    ['no slots', ['--slots', '0'], 'the nearest to "0" is 1'],
    ['an unknown flag', ['--agent', '5'], '--agents'],
    ['a word too many', ['now'], 'too many arguments'],
  ])('exits with 2 and one line for %s', async (_, args, part) => {
    const { code, out, err } = await stress(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('shows all flags with --help', async () => {
    const { code, out } = await stress(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--agents', '--duration', '--hit-rate', '--budget-ms', '--every-ms', '--slots', '--fault-rate', '--seed', '--json']) expect(out).toContain(flag);
  });
});
