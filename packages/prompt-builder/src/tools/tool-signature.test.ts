import { defineTool } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toolSignature } from './tool-signature.ts';

function signatureOf(args: z.ZodObject): string {
  return toolSignature(defineTool({ name: 'Do', category: 'c', description: 'd', args }));
}

describe('toolSignature', () => {
  it('is the name alone for a tool without arguments', () => {
    expect(signatureOf(z.object({}))).toBe('Do');
  });

  it('marks what may be missing and spells enum values as they are accepted', () => {
    expect(signatureOf(z.object({ x: z.int(), speed: z.enum(['walk', 'run']).optional() }))).toBe('Do {x:int,speed?:walk|run}');
  });

  it('puts values in quotes that are not plain words', () => {
    expect(signatureOf(z.object({ size: z.enum(['10', 'very big', 'true', 'ok']) }))).toBe('Do {size:"10"|"very big"|"true"|ok}');
    expect(signatureOf(z.object({ size: z.union([z.literal(3), z.literal('3')]) }))).toBe('Do {size:3|"3"}');
  });

  it('shows every kind of bound of whole numbers and of fractions', () => {
    const bounds = z.object({
      a: z.int().min(0).max(2),
      b: z.int().min(1),
      c: z.int().max(9),
      d: z.number().gt(0).max(10),
      e: z.number().gt(0),
      f: z.number().lt(1),
      g: z.number().min(-1).lt(1),
      h: z.number(),
    });
    expect(signatureOf(bounds)).toBe('Do {a:int 0..2,b:int>=1,c:int<=9,d:number >0..10,e:number>0,f:number<1,g:number -1..<1,h:number}');
  });

  it('shows lists, tuples, objects, maps, choices and flags, with the bounds inside them', () => {
    const nested = z.object({
      way: z.array(z.object({ x: z.int(), y: z.int() })).min(2).max(16),
      pair: z.tuple([z.number().min(0), z.string()]),
      counts: z.record(z.string(), z.number().min(1)),
      target: z.union([z.int().min(5), z.object({ name: z.string() })]),
      loud: z.boolean(),
      maybe: z.string().nullable(),
    });
    expect(signatureOf(nested)).toBe(
      'Do {way:[{x:int,y:int}, … 2..16],pair:[number>=0,text],counts:{NAME:number>=1},target:int>=5|{name:text},loud:true|false,maybe:text|null}',
    );
  });

  it('names every argument and every enum value of all tactical tools', () => {
    for (const tool of tacticalDomain.registry.tools) {
      const signature = toolSignature(tool);
      for (const [name, schema] of Object.entries(tool.stepSchema.properties ?? {})) {
        if (name === 'act') continue;
        expect(signature).toContain(tool.stepSchema.required?.includes(name) === true ? `${name}:` : `${name}?:`);
        for (const value of schema.enum ?? []) expect(signature).toMatch(new RegExp(`\\b${String(value)}\\b`));
      }
    }
  });
});
