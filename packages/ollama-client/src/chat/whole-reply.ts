import type { CallContext, ModelCall } from '@planweave/core-types';
import type { ChatModel } from './chat-model.ts';
import type { OllamaReply } from './ollama-reply.ts';
import { streamChat } from './stream-chat.ts';

/** Makes one call and gives its whole reply. */
export async function wholeReply(model: ChatModel, call: ModelCall, context: CallContext): Promise<OllamaReply> {
  let reply: OllamaReply | undefined;
  for await (const chunk of streamChat(model, call, context)) {
    if (chunk.kind === 'end') reply = chunk.reply;
  }
  // a stream that ends without its end has thrown
  return reply as OllamaReply;
}
