import { seededRandom } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import type { RecordedRequest } from '../engine/recorded-request.ts';
import { createFaultRules, type FaultRule } from './fault-rules.ts';

const request = (path: string) => ({ path }) as RecordedRequest;
const draws = (where: Omit<FaultRule, 'fault'>, paths: readonly string[], seed = 0) => {
  const rules = createFaultRules(seededRandom(seed));
  rules.add({ fault: { kind: 'drop' }, ...where });
  return paths.map((path) => rules.draw(request(path)).kinds.length);
};
const five = ['/a', '/a', '/a', '/a', '/a'];

describe('createFaultRules', () => {
  it('befalls every request unless told otherwise', () => {
    expect(draws({}, five)).toEqual([1, 1, 1, 1, 1]);
  });

  it('befalls the nth request, or some, or those from the nth on, or a number of times', () => {
    expect(draws({ nth: 2 }, five)).toEqual([0, 1, 0, 0, 0]);
    expect(draws({ nth: [1, 4] }, five)).toEqual([1, 0, 0, 1, 0]);
    expect(draws({ from: 4 }, five)).toEqual([0, 0, 0, 1, 1]);
    expect(draws({ from: 2, times: 2 }, five)).toEqual([0, 1, 1, 0, 0]);
  });

  it('counts only the requests that fit the route and the condition', () => {
    expect(draws({ route: '/b', nth: 2 }, ['/a', '/b', '/a', '/b', '/b'])).toEqual([0, 0, 0, 1, 0]);
    expect(draws({ route: ['/a', '/b'], when: ({ path }) => path !== '/a', times: 1 }, ['/a', '/b', '/b'])).toEqual([0, 1, 0]);
  });

  it('befalls a share, drawn from the seed: the same seed, the same requests', () => {
    const many = Array.from({ length: 1000 }, () => '/a');
    const hits = draws({ ratio: 0.3 }, many, 7);
    expect(hits).toEqual(draws({ ratio: 0.3 }, many, 7));
    expect(hits).not.toEqual(draws({ ratio: 0.3 }, many, 8));
    expect(hits.filter((hit) => hit === 1).length / 1000).toBeCloseTo(0.3, 1);
  });

  it('lets the oldest rule of a kind win, and several kinds meet in one request', () => {
    const rules = createFaultRules(seededRandom(0));
    const takeBack = rules.add({ fault: { kind: 'delay', ms: 1 } });
    rules.add({ fault: { kind: 'delay', ms: 2 } });
    rules.add({ fault: { kind: 'drop' } });
    expect([rules.draw(request('/a')).find('delay')?.ms, rules.draw(request('/a')).kinds]).toEqual([1, ['delay', 'drop']]);
    takeBack();
    expect(rules.draw(request('/a')).find('delay')?.ms).toBe(2);
    rules.clear();
    expect(rules.draw(request('/a')).kinds).toEqual([]);
  });

  it.each([{ from: 0 }, { times: 0 }, { ratio: 2 }])('refuses %j', (where) => {
    expect(() => draws(where, [])).toThrow('fault rule: option');
  });
});
