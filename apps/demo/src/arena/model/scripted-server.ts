import type { Clock } from '@planweave/core-types';
import { ollama, type OllamaModel } from '@planweave/ollama-client';
import { createFakeOllama, localSpeed, type FakeRequest } from '@planweave/testing';
import { readPrompt } from './read-prompt.ts';
import { squadTactics } from './squad-tactics.ts';

/** What the scripted model is called on its server. */
export const scriptedName = 'squad-tactics:latest';
/** How many plans it writes at once. */
export const slots = 2;
/** The field with all its rocks is a long prompt. */
export const contextTokens = 8_192;

/**
 * The scripted model behind the engine of the fake Ollama server, without a socket: loading, queueing, reading and
 * writing take as long as on a good desktop machine, in the time of the given clock.
 */
export function scriptedServer(clock: Clock): OllamaModel {
  const fake = createFakeOllama({ clock, models: [scriptedName], speed: { ...localSpeed, slots }, reply });
  return ollama({ model: scriptedName, host: fake.url, fetch: fake.fetch, contextTokens });
}

function reply({ messages }: FakeRequest): string {
  const prompt = messages.findLast(({ role, content }) => role === 'user' && content.includes('<me>'));
  return JSON.stringify({ steps: squadTactics(readPrompt(prompt?.content ?? '')).steps });
}
