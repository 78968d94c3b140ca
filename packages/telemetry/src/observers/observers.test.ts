import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { combineObservers, type PlanEvent } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { diagnosticsChannelObserver } from './diagnostics-channel-observer.ts';
import { jsonLinesObserver } from './json-lines-observer.ts';

const started: PlanEvent = { type: 'plan-started', requestId: 'a\nb', at: 5, budgetMs: Infinity };

describe('jsonLinesObserver', () => {
  it('writes one line for each event, whatever is in it', () => {
    const lines: string[] = [];
    const observer = jsonLinesObserver({ write: (line) => lines.push(line) });
    observer.observe(started);
    observer.observe({ type: 'call-refused', requestId: 'b', at: 6, by: 'queue' });
    expect(lines).toEqual(['{"type":"plan-started","requestId":"a\\nb","at":5,"budgetMs":null}\n', '{"type":"call-refused","requestId":"b","at":6,"by":"queue"}\n']);
  });

  it('writes what a code means, and what was said only when it is told to', () => {
    const failed: PlanEvent = { type: 'plug-in-failed', requestId: 'a', at: 5, error: { code: 'PLANWEAVE_SERVER_BUSY', message: 'SECRET', phase: 'cache', isRetryable: true } };
    const lines: string[] = [];
    for (const includeMessages of [false, true]) jsonLinesObserver({ write: (line) => lines.push(line), includeMessages }).observe(failed);
    expect(lines.map((line) => (JSON.parse(line) as typeof failed).error.message)).toEqual(['The server has more work than it accepts.', 'SECRET']);
  });

  it('refuses to be without a sink', () => {
    expect(() => jsonLinesObserver({} as never)).toThrow('"write" must be a function');
  });

  it('leaves a promise that rejects to whoever combines observers', async () => {
    const told: string[] = [];
    const report = combineObservers([jsonLinesObserver({ write: () => Promise.reject(new Error('disk full')) }), { observe: ({ type }) => void told.push(type) }]);
    report?.(started);
    await Promise.resolve();
    expect(told).toEqual(['plan-started', 'observer-failed']);
  });
});

describe('diagnosticsChannelObserver', () => {
  it('publishes the very events while somebody listens', () => {
    const seen: unknown[] = [];
    const listen = (event: unknown) => void seen.push(event);
    const observer = diagnosticsChannelObserver('planweave-test');
    observer.observe(started);
    subscribe('planweave-test', listen);
    observer.observe(started);
    unsubscribe('planweave-test', listen);
    observer.observe(started);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBe(started);
  });
});
