import { InMemoryCache } from '@langchain/core/caches';
import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { StructuredOutputParser } from '@langchain/core/output_parsers';
import type { CreatePeer } from '../src/peers/peer.ts';
import { legalSteps } from './legal-steps.ts';
import { planSchema } from './plan-schema.ts';

/** `invoke` and then `parse`; a chain of both costs a third more. */
export const langChain: CreatePeer = (work) => {
  const model = new InstantChatModel(work.reply);
  const parser = StructuredOutputParser.fromZodSchema(planSchema);
  const system = new SystemMessage(work.system);
  return {
    name: 'LangChain.js, invoke',
    setUp: 'a chat model with InMemoryCache, StructuredOutputParser.fromZodSchema',
    async plan(world) {
      const message = await model.invoke([system, new HumanMessage(work.prompt(world))]);
      const { steps } = await parser.parse(message.text);
      return legalSteps(work, world, steps);
    },
    modelCalls: () => model.calls,
  };
};

/** Like `FakeListChatModel`, with one reply, and a count of the calls. */
class InstantChatModel extends SimpleChatModel {
  calls = 0;
  readonly #reply: string;

  constructor(reply: string) {
    super({ cache: new InMemoryCache() });
    this.#reply = reply;
  }

  override _llmType(): string {
    return 'instant';
  }

  override _call(): Promise<string> {
    this.calls += 1;
    return Promise.resolve(this.#reply);
  }
}
