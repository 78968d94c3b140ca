import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import { InvalidToolError } from '../errors/invalid-tool-error.ts';
import { defineTool } from './define-tool.ts';
import { createToolRegistry } from './tool-registry.ts';

const moveTo = defineTool({ name: 'MoveTo', category: 'movement', description: 'Walk.', args: z.object({ x: z.int(), y: z.int() }), aliases: ['go', 'walk to'] });
const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look.', args: z.object({ radius: z.number() }) });
const wait = defineTool({ name: 'Wait', category: 'utility', description: 'Do nothing.', aliases: ['idle'] });
const registry = createToolRegistry([moveTo, scan, wait]);

describe('createToolRegistry', () => {
  it('keeps the order given', () => {
    expect(registry.names).toEqual(['MoveTo', 'Scan', 'Wait']);
    expect(registry.tools).toEqual([moveTo, scan, wait]);
  });

  it('is frozen, and shares no list with the caller', () => {
    const tools = [scan];
    const own = createToolRegistry(tools);
    tools.push(scan);
    expect(own.names).toEqual(['Scan']);
    expect([own, own.tools, own.names].every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('refuses an empty list', () => {
    expect(() => createToolRegistry([])).toThrow('a registry needs at least one tool');
  });

  it('refuses the same tool twice', () => {
    expect(() => createToolRegistry([scan, wait, scan])).toThrow('Tool "Scan": it is in the list twice');
  });

  it.each([
    ['the same name', { name: 'Scan' }],
    ['a name of other case', { name: 'SCAN' }],
    ["an alias that is another's name", { name: 'Look', aliases: ['s_c-a n'] }],
    ["an alias that is another's alias", { name: 'Look', aliases: ['IDLE'] }],
    ["a name that is another's alias", { name: 'Idle' }],
  ])('refuses %s', (_, clash) => {
    const other = defineTool({ category: 'utility', description: 'Clash.', ...clash });
    expect(() => createToolRegistry([scan, wait, other])).toThrow(/^Tool "\w+": ".+" already means "(?:Scan|Wait)"$/);
  });

  it('accepts a tool that lists its own name, or one alias twice', () => {
    const look = defineTool({ name: 'Look', category: 'utility', description: 'Look.', aliases: ['look', 'peek', 'Peek'] });
    expect(createToolRegistry([look]).get('PEEK')).toBe(look);
  });

  it.each(['', ' _-'])('refuses the alias %j', (alias) => {
    const blank = defineTool({ name: 'Blank', category: 'utility', description: 'Blank.', aliases: [alias] });
    expect(() => createToolRegistry([blank])).toThrow('is no name');
  });
});

describe('ToolRegistry.get', () => {
  it.each(['MoveTo', 'moveTo', 'moveto', 'move_to', 'MOVE-TO', ' Move To ', 'move__to', 'go', 'GO', 'walk_to', 'WalkTo'])('knows %j', (name) => {
    expect(registry.get(name)).toBe(moveTo);
  });

  it.each(['', 'Move', 'MoveTo!', 'MoveToo', '__proto__', 'constructor', 'toString', 'mоveto'])('does not know %j', (name) => {
    expect(registry.get(name)).toBeUndefined();
  });

  it('finds a tool that is called like a property of every object', () => {
    const odd = defineTool({ name: 'constructor', category: 'utility', description: 'Builds.' });
    expect(createToolRegistry([odd]).get('constructor')).toBe(odd);
  });
});

describe('ToolRegistry.pick', () => {
  it("keeps the registry's order, whatever the order asked", () => {
    expect(registry.pick(['Wait', 'go']).names).toEqual(['MoveTo', 'Wait']);
  });

  it('takes a tool once, under whatever names', () => {
    expect(registry.pick(['go', 'MoveTo', 'move_to']).names).toEqual(['MoveTo']);
  });

  it('refuses a name that is not registered, listing those that are', () => {
    expect(() => registry.pick(['Fly'])).toThrow('Tool "Fly": it is not in the registry, which has: MoveTo, Scan, Wait');
    expect(() => registry.pick([])).toThrow(InvalidToolError);
  });

  it('forgets the tools that were not picked', () => {
    expect(registry.pick(['Scan']).get('Wait')).toBeUndefined();
  });
});

describe('ToolRegistry.digest', () => {
  const base = { name: 'Scan', category: 'utility', description: 'Look.', args: z.object({ radius: z.number().max(10) }), aliases: ['look'] };
  const digestOf = (change: object) => createToolRegistry([defineTool({ ...base, ...change })]).digest;

  it('is the same for the same tools, here and in every process', () => {
    expect(digestOf({})).toBe(digestOf({}));
    expect(createToolRegistry([wait]).digest).toBe('6f645a06733a8e5437c4212d892fbee20f1a818d9fb4f2de0ab8913c9d0bcbb8');
  });

  it.each([
    ['a name', { name: 'Look2' }],
    ['a description', { description: 'Look around.' }],
    ['a category', { category: 'combat' }],
    ['an alias', { aliases: ['peek'] }],
    ['a cool-down', { cooldownSeconds: 1 }],
    ['a cost', { cost: 'stamina' }],
    ['a precondition', { preconditions: ['awake'] }],
    ['an effect', { effects: ['sees'] }],
    ['an argument', { args: z.object({ range: z.number().max(10) }) }],
    ['a bound that the grammar cannot express', { args: z.object({ radius: z.number().max(11) }) }],
    ['what is optional', { args: z.object({ radius: z.number().max(10).optional() }) }],
  ])('changes with %s', (_, change) => {
    expect(digestOf(change)).not.toBe(digestOf({}));
  });

  it('changes with the order', () => {
    expect(createToolRegistry([scan, wait]).digest).not.toBe(createToolRegistry([wait, scan]).digest);
  });
});

describe('ToolRegistry.planSchema', () => {
  it('is a list of steps, each of one tool', () => {
    expect(registry.pick(['Wait']).planSchema({ maxSteps: 3 })).toEqual({
      type: 'object',
      properties: { steps: { type: 'array', items: { anyOf: [wait.stepSchema] }, minItems: 1, maxItems: 3 } },
      required: ['steps'],
      additionalProperties: false,
    });
  });

  it('allows 8 steps when nothing is said', () => {
    expect(registry.planSchema().properties?.['steps']?.maxItems).toBe(8);
  });

  it('is made once for each bound, and frozen', () => {
    expect(registry.planSchema({ maxSteps: 8 })).toBe(registry.planSchema());
    expect(registry.planSchema({ maxSteps: 7 })).not.toBe(registry.planSchema());
    expect(Object.isFrozen(registry.planSchema().properties?.['steps'])).toBe(true);
  });

  it.each([0, -1, 1.5, NaN, 201, Infinity])('refuses %s steps', (maxSteps) => {
    expect(() => registry.planSchema({ maxSteps })).toThrow(InvalidOptionError);
  });

  it('accepts 1 and 200 steps', () => {
    expect([1, 200].map((maxSteps) => registry.planSchema({ maxSteps }).properties?.['steps']?.maxItems)).toEqual([1, 200]);
  });
});
