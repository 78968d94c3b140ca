import type { FakeMessage } from '../engine/generation/fake-reply.ts';
import type { JsonFields } from './json-body.ts';

/** The messages of a chat; roles in lower case, as the server makes them. */
export function messagesOf(value: unknown): FakeMessage[] {
  if (!Array.isArray(value)) return [];
  return value.filter((message): message is JsonFields => typeof message === 'object' && message !== null).map(messageOf);
}

function messageOf(message: JsonFields): FakeMessage {
  const { role, content } = message;
  return Object.freeze({ role: typeof role === 'string' ? role.toLowerCase() : '', content: typeof content === 'string' ? content : '' });
}
