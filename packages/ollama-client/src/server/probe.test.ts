import { ModelNotFoundError } from '@planweave/core-types';
import type { FakeRequest } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { fixture } from '../contract/fixture.ts';

const obedient = '{\n "count": 41,\n "colour": "teal" }';
const thinker = [{ name: 'stand-in', capabilities: ['completion', 'thinking'] as const }];

describe('probe', () => {
  it('finds that a schema is obeyed, and how fast the model is', async () => {
    const { model, context, run } = fixture({ reply: () => obedient, speed: { prefillTokensPerSecond: 500, decodeTokensPerSecond: 50 } });
    const probe = await run(model.probe(context()));
    expect(probe).toMatchObject({ followsSchema: true, followsSchemaWhileThinking: undefined });
    expect(probe.tokensPerSecond).toBeCloseTo(50);
    expect(probe.promptTokensPerSecond).toBeCloseTo(500);
  });

  it.each(['I am fine, thank you.', '{"colour":"teal"}', '{"colour":"teal","count":41,"more":1}', '```json\n{"colour":"teal","count":41}\n```', '', ' \n'])('T28: finds that a schema is ignored when the answer is %j', async (answer) => {
    const { model, context, run } = fixture({ reply: () => answer });
    expect(await run(model.probe(context()))).toMatchObject({ followsSchema: false });
  });

  it('finds a model that forgets the schema while it thinks', async () => {
    const reply = ({ think }: FakeRequest) => (think ? { text: 'I am fine.', thinking: 'Hm.' } : obedient);
    const { fake, model, context, run } = fixture({ models: thinker, reply });
    expect(await run(model.probe(context()))).toMatchObject({ followsSchema: true, followsSchemaWhileThinking: false });
    expect(fake.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(2);
  });

  it('cannot tell when the thinking never ends', async () => {
    const reply = ({ think }: FakeRequest) => (think ? { text: obedient, thinking: 'Hm. '.repeat(3_000) } : obedient);
    const { model, context, run } = fixture({ models: thinker, reply });
    expect(await run(model.probe(context()))).toMatchObject({ followsSchemaWhileThinking: undefined });
  });

  it('remembers what it found, for this version of the model', async () => {
    const { fake, model, context, run } = fixture({ reply: () => obedient });
    const first = await run(model.probe(context()));
    const before = fake.requests.length;
    expect(await run(model.probe(context()))).toBe(first);
    expect(fake.requests.slice(before).map(({ path }) => path)).toEqual(['/api/tags']);
  });

  it('does not remember an answer that did not come', async () => {
    const answers = ['', obedient];
    const { model, context, run } = fixture({ reply: () => answers.shift() ?? '' });
    expect(await run(model.probe(context()))).toMatchObject({ followsSchema: false });
    expect(await run(model.probe(context()))).toMatchObject({ followsSchema: true });
  });

  it('does not probe what is not installed', async () => {
    const { model, context, failure } = fixture({}, { model: 'nobody' });
    expect(await failure(model.probe(context()))).toBeInstanceOf(ModelNotFoundError);
  });

  it('passes on what says nothing about the model', async () => {
    const { fake, model, context, failure } = fixture();
    fake.inject({ kind: 'queue-full' }, { route: '/api/chat' });
    expect(await failure(model.probe(context()))).toMatchObject({ code: 'PLANWEAVE_SERVER_BUSY' });
  });
});
