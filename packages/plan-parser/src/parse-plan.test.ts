import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createToolRegistry, defineTool } from '@planweave/core-types';
import { createPlanStream, InvalidPlanError, parsePlan, safeParsePlan } from './index.ts';

const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look.', args: z.object({ radius: z.number() }) });
const registry = createToolRegistry([scan]);

describe('safeParsePlan', () => {
  it('reads a clean reply', () => {
    expect(safeParsePlan('{"steps":[{"act":"Scan","radius":5}]}', registry)).toMatchObject({
      ok: true,
      stage: 'direct',
      plan: { steps: [{ act: 'Scan', radius: 5 }] },
    });
  });

  it('refuses what is no plan', () => {
    expect(() => parsePlan('sorry', registry)).toThrow(InvalidPlanError);
  });
});

describe('createPlanStream', () => {
  it('gives a step when its brace closes', () => {
    const stream = createPlanStream(registry);
    expect(stream.push('{"steps":[{"act":"Scan","radius":5')).toEqual([]);
    expect(stream.push('}')).toEqual([{ act: 'Scan', radius: 5 }]);
    stream.push(']}');
    expect(stream.isDone).toBe(true);
    expect(stream.finish()).toEqual(safeParsePlan(stream.text, registry));
  });
});
