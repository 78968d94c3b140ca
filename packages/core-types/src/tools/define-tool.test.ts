import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidToolError } from '../errors/invalid-tool-error.ts';
import { defineTool, stepOf } from './define-tool.ts';

const scan = { name: 'Scan', category: 'utility', description: 'Look around.' };

describe('defineTool', () => {
  it('fills in what was left out', () => {
    expect(defineTool(scan)).toMatchObject({ aliases: [], cooldownSeconds: 0, cost: undefined, preconditions: [], effects: [] });
  });

  it('is frozen, and shares no list with its definition', () => {
    const aliases = ['look'];
    const tool = defineTool({ ...scan, aliases });
    aliases.push('peek');
    expect(tool.aliases).toEqual(['look']);
    expect([Object.isFrozen(tool), Object.isFrozen(tool.aliases), Object.isFrozen(tool.stepSchema.properties)]).toEqual([true, true, true]);
  });

  it('puts a constant act beside the arguments in the schema of a step', () => {
    const tool = defineTool({ ...scan, args: z.object({ radius: z.number(), deep: z.boolean().optional() }) });
    expect(tool.stepSchema).toEqual({
      type: 'object',
      properties: { act: { const: 'Scan' }, radius: { type: 'number' }, deep: { type: 'boolean' } },
      required: ['act', 'radius'],
      additionalProperties: false,
    });
  });

  it('gives a tool without arguments a step of act alone', () => {
    expect(defineTool(scan).stepSchema).toEqual({ type: 'object', properties: { act: { const: 'Scan' } }, required: ['act'], additionalProperties: false });
  });

  it.each(['', 'move_to', 'Move To', '2Scan', '__proto__', 'Größe', 'Scan\n'])('refuses the name %j', (name) => {
    expect(() => defineTool({ ...scan, name })).toThrow(InvalidToolError);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'S'])('accepts the name %j', (name) => {
    expect(defineTool({ ...scan, name }).name).toBe(name);
  });

  it.each(['act', '__proto__'])('refuses an argument called %s', (argument) => {
    expect(() => defineTool({ ...scan, args: z.object({ [argument]: z.int() }) })).toThrow(`Tool "Scan": an argument cannot be called "${argument}"`);
  });

  it.each([-1, NaN, Infinity])('refuses a cool-down of %s', (cooldownSeconds) => {
    expect(() => defineTool({ ...scan, cooldownSeconds })).toThrow(`but is ${cooldownSeconds}`);
  });

  it('refuses a description of blanks', () => {
    expect(() => defineTool({ ...scan, description: ' \n' })).toThrow('it needs a description');
  });

  it('refuses arguments that no grammar can express, saying where and keeping the cause', () => {
    const error = problemOf(() => defineTool({ ...scan, args: z.object({ where: z.object({ what: z.unknown() }) }) }));
    expect(error.message).toMatch(/^Tool "Scan": its arguments cannot be decoded under a grammar: \$\.where\.what /);
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(error.tool).toBe('Scan');
  });

  it('refuses free keys beside act', () => {
    expect(() => defineTool({ ...scan, args: z.object({}).catchall(z.number()) })).toThrow('must be listed by name');
  });
});

describe('stepOf', () => {
  it('puts act first', () => {
    expect(JSON.stringify(stepOf('Scan', { radius: 1 }))).toBe('{"act":"Scan","radius":1}');
  });

  it('is frozen all the way down', () => {
    const step = stepOf('Scan', { at: { x: 1 } });
    expect(Object.isFrozen(step)).toBe(true);
    expect(Object.isFrozen(step['at'])).toBe(true);
  });

  it('lets no argument pose as another tool', () => {
    expect(stepOf('Scan', { act: 'Detonate' })).toEqual({ act: 'Scan' });
  });

  it('keeps a hostile __proto__ as a plain key', () => {
    const step = stepOf('Scan', JSON.parse('{"__proto__":{"isAdmin":true}}') as Record<string, unknown>);
    expect((step as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.getPrototypeOf(step)).toBe(Object.prototype);
  });
});

function problemOf(run: () => unknown): InvalidToolError {
  try {
    run();
  } catch (error) {
    if (InvalidToolError.isInstance(error)) return error;
  }
  throw new Error('expected an InvalidToolError');
}
