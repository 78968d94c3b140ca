import type { LanguageModelV3, LanguageModelV3GenerateResult, LanguageModelV3Middleware } from '@ai-sdk/provider';
import { generateText, Output, wrapLanguageModel } from 'ai';
import type { CreatePeer } from '../src/peers/peer.ts';
import { legalSteps } from './legal-steps.ts';
import { planSchema } from './plan-schema.ts';

/** `generateText` with the caching middleware, and the plan read by hand: the fastest way through the AI SDK. */
export const aiSdkText: CreatePeer = (work) => {
  const { model, calls } = cachedModel(work.reply);
  return {
    name: 'AI SDK, generateText',
    setUp: 'wrapLanguageModel with the documented caching middleware (Map), JSON.parse, zod',
    async plan(world) {
      const { text } = await generateText({ model, system: work.system, prompt: work.prompt(world), temperature: 0.1, maxRetries: 0 });
      return legalSteps(work, world, planSchema.parse(JSON.parse(text)).steps);
    },
    modelCalls: calls,
  };
};

/** The same with `Output.object`, as its documentation recommends for structured data. */
export const aiSdkObject: CreatePeer = (work) => {
  const { model, calls } = cachedModel(work.reply);
  return {
    name: 'AI SDK, Output.object',
    setUp: 'the same, with Output.object({ schema }) in place of JSON.parse and zod by hand',
    async plan(world) {
      const { output } = await generateText({ model, system: work.system, prompt: work.prompt(world), output: Output.object({ schema: planSchema }), temperature: 0.1, maxRetries: 0 });
      return legalSteps(work, world, output.steps);
    },
    modelCalls: calls,
  };
};

/** After "Language Model Middleware", section "Caching", of the AI SDK's documentation. */
function cachedModel(reply: string) {
  let calls = 0;
  const model: LanguageModelV3 = {
    specificationVersion: 'v3',
    provider: 'bench',
    modelId: 'instant',
    supportedUrls: {},
    doGenerate() {
      calls += 1;
      return Promise.resolve(resultOf(reply));
    },
    doStream: () => Promise.reject(new Error('The bench does not stream from the AI SDK')),
  };
  const cache = new Map<string, LanguageModelV3GenerateResult>();
  const middleware: LanguageModelV3Middleware = {
    specificationVersion: 'v3',
    async wrapGenerate({ doGenerate, params }) {
      const key = JSON.stringify(params);
      const known = cache.get(key);
      if (known !== undefined) return known;
      const result = await doGenerate();
      cache.set(key, result);
      return result;
    },
  };
  return { model: wrapLanguageModel({ model, middleware }), calls: () => calls };
}

function resultOf(text: string): LanguageModelV3GenerateResult {
  return {
    content: [{ type: 'text', text }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: {
      inputTokens: { total: 600, noCache: 600, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 60, text: 60, reasoning: 0 },
    },
    warnings: [],
  };
}
