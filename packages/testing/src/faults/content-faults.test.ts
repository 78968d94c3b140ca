import { describe, expect, it } from 'vitest';
import { spoilContent } from './content-faults.ts';

const plan = '{"steps":[{"act":"MoveTo","x":12,"y":8},{"act":"Attack","target":"e1"}]}';
const spoilt = (how: Parameters<typeof spoilContent>[0]) => spoilContent(how, { text: plan }).text;

describe('F12: spoilContent', () => {
  it('cuts JSON off', () => {
    expect(plan.startsWith(spoilt('truncated-json'))).toBe(true);
    expect(() => JSON.parse(spoilt('truncated-json'))).toThrow(SyntaxError);
  });

  it('runs into white space or a loop', () => {
    expect(spoilt('whitespace-run')).toMatch(/\n{1000}$/);
    expect(spoilt('token-loop')).toMatch(/( and){300}$/);
  });

  it('wraps the text in a fence or after a thought', () => {
    expect(spoilt('fenced')).toContain(`\`\`\`json\n${plan}\n\`\`\``);
    expect(spoilt('thinking')).toMatch(/^<think>[^<]*<\/think>\n\{/);
  });

  it('keeps JSON that is wrong in types or order', () => {
    expect(JSON.parse(spoilt('wrong-types'))).toEqual({ steps: [{ act: 'MoveTo', x: '12', y: '8' }, { act: 'Attack', target: 'e1' }] });
    expect(spoilt('sorted-keys')).toBe(plan);
    expect(spoilContent('sorted-keys', { text: '{"b":[{"d":1,"c":2}],"a":0}' }).text).toBe('{"a":0,"b":[{"c":2,"d":1}]}');
  });

  it('breaks characters and keys', () => {
    expect(JSON.parse(spoilt('lone-surrogate'))).toMatchObject({ steps: [{}, { target: 'e1\ud83d' }] });
    expect(spoilt('duplicate-keys')).toContain('{"steps":null,"steps":[');
    expect(JSON.parse(spoilt('duplicate-keys'))).toEqual(JSON.parse(plan));
  });

  it('says nothing', () => {
    expect(spoilt('empty')).toBe('');
  });

  it('leaves text that is no JSON alone where JSON is needed', () => {
    expect(spoilContent('wrong-types', { text: 'no plan 5' }).text).toBe('no plan 5');
  });
});
