import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntryScanner } from './entry-scanner.ts';

const scanner = () => createEntryScanner((agent) => /^a[1-9]$/.test(agent));
const scan = (text: string) => scanner().push(text).map((entry) => ({ ...entry, text: JSON.parse(entry.text) as unknown }));
const steps = [{ act: 'MoveTo', x: 1, y: 2 }, { act: 'Say', text: 'a "]}" b' }, { act: 'Wait' }];
const entry = (agent: string) => ({ agent, steps });

describe('createEntryScanner', () => {
  it('V14: an entry with three steps is given at its closing brace, wherever the text is cut', () => {
    const text = JSON.stringify({ plans: [entry('a1'), entry('a2')] });
    const ends = ['a1', 'a2'].map((agent) => text.indexOf(JSON.stringify(entry(agent))) + JSON.stringify(entry(agent)).length - 1);
    const byCharacter = scanner();
    const found = Array.from(text).flatMap((character, at) => byCharacter.push(character).map(({ agent }) => ({ agent, at })));
    expect(found).toEqual([{ agent: 'a1', at: ends[0] }, { agent: 'a2', at: ends[1] }]);
    for (let cut = 0; cut <= text.length; cut += 1) {
      const halves = scanner();
      const entries = [...halves.push(text.slice(0, cut)), ...halves.push(text.slice(cut))];
      expect(entries.map(({ agent, text: own }) => [agent, own])).toEqual([['a1', JSON.stringify(entry('a1'))], ['a2', JSON.stringify(entry('a2'))]]);
    }
  });

  it.each([
    ['a bare list', JSON.stringify([entry('a1'), entry('a2')])],
    ['entries one after the other', `${JSON.stringify(entry('a1'))}\n${JSON.stringify(entry('a2'))}`],
    ['a fence with prose around it', `Here [as "asked]:\n\`\`\`json\n${JSON.stringify({ plans: [entry('a1'), entry('a2')] }, null, 2)}\n\`\`\`\nGood luck {all}`],
    ['names under other keys', JSON.stringify({ plans: [{ agent_id: 'a1', steps }, { id: 'p-1', Agent: 'a2', steps }] })],
    ['steps before the name', JSON.stringify([{ steps, agent: 'a1' }, { steps, agent: 'a2' }])],
    ['a draft in the reasoning', `<think>maybe ${JSON.stringify([entry('a3')])}</think>${JSON.stringify([entry('a1'), entry('a2')])}`],
  ])('finds the entries in %s', (_, text) => {
    expect(scan(text)).toMatchObject([{ agent: 'a1', text: { steps } }, { agent: 'a2', text: { steps } }]);
  });

  it('finds what stands under the names of agents', () => {
    expect(scan(JSON.stringify({ plans: { a1: { steps }, a2: steps, b7: steps } }))).toEqual([{ agent: 'a1', text: { steps } }, { agent: 'a2', text: steps }]);
  });

  it('finds a plan inside its entry', () => {
    expect(scan(JSON.stringify([{ agent: 'a1', plan: { steps } }]))).toEqual([{ agent: 'a1', text: { agent: 'a1', plan: { steps } } }]);
  });

  it('does not take steps that mention an agent for entries', () => {
    const escort = [{ act: 'Escort', agent: 'a2', waypoints: [1, 2] }, { act: 'Guard', args: { agent: 'a2', posts: [3] } }];
    expect(scan(JSON.stringify({ plans: [{ agent: 'a1', steps: escort }] })).map(({ agent }) => agent)).toEqual(['a1']);
  });

  it('closes what the model forgot to close', () => {
    const forgetful = scanner().push('{"plans":[{"agent":"a1","steps":[{"act":"Wait"}]]}');
    expect(forgetful).toEqual([{ agent: 'a1', text: '{"agent":"a1","steps":[{"act":"Wait"}]' }]);
  });

  it('gives the entry at which a reply breaks off', () => {
    const broken = scanner();
    expect(broken.push('{"plans":[{"agent":"a1","steps":[]},{"agent":"a2","steps":[{"act":"Wa')).toHaveLength(1);
    expect(broken.rest()).toEqual({ agent: 'a2', text: '{"agent":"a2","steps":[{"act":"Wa' });
    expect(scanner().rest()).toBeUndefined();
  });

  it('is closed when the outermost bracket behind an entry is', () => {
    const one = scanner();
    one.push('{note} {"plans":[{"agent":"a1","steps":[]}');
    expect(one.isClosed).toBe(false);
    one.push(']}');
    expect(one.isClosed).toBe(true);
  });

  it('takes any text in any pieces without throwing, and finds the same in it', () => {
    const noise = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', '<think>', '</think>', '"agent":"a1"', '"steps":[', '"a2"', 'x', ' '), maxLength: 60 });
    fc.assert(
      fc.property(noise, fc.array(fc.nat(60), { maxLength: 5 }), (text, cuts) => {
        const whole = scanner();
        const all = whole.push(text);
        const pieces = scanner();
        const points = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const found = points.slice(1).flatMap((to, index) => [...pieces.push(text.slice(points[index], Math.max(to, points[index]!)))]);
        expect(found).toEqual(all);
        expect(pieces.rest()).toEqual(whole.rest());
        for (const { text: own } of all) expect(text).toContain(own);
      }),
      { numRuns: 500 },
    );
  });
});
