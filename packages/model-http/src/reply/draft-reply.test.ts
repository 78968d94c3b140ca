import { InvalidOutputError, OutputTruncatedError } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { target } from '../fixture/parrot.ts';
import { draftReply } from './draft-reply.ts';

const begin = (truncatedReply: 'return' | 'throw' = 'return') => {
  const clock = manualClock();
  return { clock, draft: draftReply({ target, clock, startedAt: clock.now(), truncatedReply }) };
};

describe('draftReply', () => {
  it('gives text, thinking and the times on the clock of the caller', async () => {
    const { clock, draft } = begin();
    await clock.advance(30);
    expect(draft.think('Hm. ')).toEqual([{ kind: 'thinking', text: 'Hm. ' }]);
    expect(draft.write('<think>So.</think>Hel')).toEqual([
      { kind: 'thinking', text: 'So.' },
      { kind: 'text', text: 'Hel' },
    ]);
    await clock.advance(20);
    expect(draft.write('lo')).toEqual([{ kind: 'text', text: 'lo' }]);
    expect(draft.end()).toEqual([]);
    expect(draft.finish('stop')).toEqual({ text: 'Hello', thinking: 'Hm. So.', finishReason: 'stop', firstTokenMs: 30, totalMs: 50 });
  });

  it('does not take nothing for the first token, and has no thinking when nothing was thought', async () => {
    const { clock, draft } = begin();
    expect([...draft.think(''), ...draft.write('')]).toEqual([]);
    await clock.advance(5);
    draft.write('x');
    expect(draft.finish('stop')).toEqual({ text: 'x', finishReason: 'stop', firstTokenMs: 5, totalMs: 5 });
  });

  it('gives at the end what was held back', () => {
    const { draft } = begin();
    expect(draft.write('<thi')).toEqual([]);
    expect(draft.end()).toEqual([{ kind: 'text', text: '<thi' }]);
  });

  it('stops a model that runs away, also one that never begins its answer', () => {
    const { draft } = begin();
    for (let index = 0; index < 200; index += 1) draft.think('hm ');
    draft.write('{');
    expect(() => draft.write(' '.repeat(201))).toThrow(OutputTruncatedError);
    expect(() => begin().draft.write(' '.repeat(201))).toThrow('writes nothing but white space and was stopped; change the prompt or the seed');
  });

  it.each([
    ['', '', 'stop', InvalidOutputError, 'answered nothing; try again'],
    [' \n', 'Hm.', 'stop', InvalidOutputError, 'answered nothing, it only thought; send think: false'],
    [' \n', '', 'length', OutputTruncatedError, 'reached its token limit with nothing but white space; change the prompt, or raise sampling.maxTokens'],
    ['', 'Hm.', 'length', OutputTruncatedError, 'reached its token limit while it was thinking; send think: false, or raise sampling.maxTokens'],
  ] as const)('T30: the answer %j with the thoughts %j that ended by %s is none', (content, thought, reason, expected, message) => {
    const { draft } = begin();
    draft.think(thought);
    draft.write(content);
    draft.end();
    expect(() => draft.finish(reason)).toThrow(expected);
    expect(() => draft.finish(reason)).toThrow(message);
  });

  it('gives a reply at its limit, or throws it, as is wished', () => {
    const lenient = begin().draft;
    lenient.write('x');
    expect(lenient.finish('length')).toMatchObject({ text: 'x', finishReason: 'length' });
    const strict = begin('throw').draft;
    strict.write('x');
    expect(() => strict.finish('length')).toThrow('reached its token limit before its answer was complete; raise sampling.maxTokens');
    expect(strict.finish('stop')).toMatchObject({ text: 'x' });
  });
});
