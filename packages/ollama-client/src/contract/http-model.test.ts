import { httpModelContract } from '@planweave/testing';
import { describe, it } from 'vitest';
import { ollama } from '../ollama.ts';

for (const delivery of ['stream', 'whole'] as const) {
  const skip: Readonly<Record<string, string>> = delivery === 'stream' ? {} : { 'T3, C61: a stream that is cancelled never ends as if it were complete': 'a whole reply comes in one piece, which its caller may take' };
  httpModelContract({ describe, it }, { name: `ollama, delivery: ${delivery}`, skip, create: ({ url, fetch }) => ollama({ model: 'stand-in', host: url, fetch, delivery }) });
}
