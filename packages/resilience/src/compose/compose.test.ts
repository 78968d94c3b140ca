import { createCallContext, type Policy } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.ts';

function tracing(name: string, seen: string[]): Policy {
  return {
    name,
    async execute(operation, context) {
      seen.push(`${name} in`);
      const result = await operation(context);
      seen.push(`${name} out`);
      return result;
    },
  };
}

describe('compose', () => {
  it('puts the first policy outermost', async () => {
    const seen: string[] = [];
    const policy = compose([tracing('a', seen), tracing('b', seen)]);
    expect(await policy.execute(async () => 5, createCallContext())).toBe(5);
    expect(seen).toEqual(['a in', 'b in', 'b out', 'a out']);
    expect(policy.name).toBe('a > b');
  });

  it('changes nothing when it is empty', async () => {
    const context = createCallContext();
    expect(await compose([]).execute(async (given) => given, context)).toBe(context);
    expect(compose([]).name).toBe('none');
  });

  it('can be looked into, and later changes to the list have no effect', () => {
    const list = [tracing('a', [])];
    const policy = compose(list);
    list.pop();
    expect(policy.policies.map(({ name }) => name)).toEqual(['a']);
  });
});
