import { createCallContext } from '@planweave/core-types';
import { openCall, openConnection, type JsonObject } from '@planweave/model-http';
import { describe, expect, it } from 'vitest';
import { openAiProfile } from '../connection/openai-profile.ts';
import { dialects } from '../options/dialect.ts';
import { replyFramer } from './reply-framer.ts';

const open = () => {
  const call = openCall(openConnection(openAiProfile(dialects.vllm), 'http://box'), 'm', createCallContext());
  const items: JsonObject[] = [];
  return { items, framer: replyFramer(call, { emit: (item) => items.push(item), complete() {} }) };
};

describe('replyFramer', () => {
  it('passes over fields that it does not know', () => {
    const { items, framer } = open();
    framer.push('retry: soon\nx-trace: 7\ndata: {"a":1}\n\n');
    expect(items).toEqual([{ a: 1 }]);
    expect(() => framer.push('a line of a log\n')).toThrow('a line that is no server-sent event');
  });

  it('calls a page a page', () => {
    expect(() => open().framer.push('\n<!doctype html><title>secret</title>')).toThrow(/sent a page of HTML or XML(?!.*secret)/);
  });

  it.each(['data: {"a":1}\n\n', '{"a":1}'])('any number of blanks before %j is passed over, and not held', (reply) => {
    const { items, framer } = open();
    for (let count = 0; count < 300_000; count += 1) framer.push(' \n');
    framer.push(reply);
    framer.end(true);
    expect(items).toEqual([{ a: 1 }]);
  });
});
