import { languageModelContract } from '@planweave/testing';
import { describe, it } from 'vitest';
import { fixture } from './fixture.ts';

for (const delivery of ['stream', 'whole'] as const) {
  const { clock, model } = fixture({ speed: { loadMs: 1_000, prefillTokensPerSecond: 1_000, decodeTokensPerSecond: 50, slots: 3 } }, { delivery });
  const broken = fixture({ faults: [{ fault: { kind: 'crash', during: 'prompt' } }], clock }, { delivery });
  languageModelContract(
    { describe, it },
    { name: `ollama with delivery "${delivery}"`, create: () => model, createBroken: () => broken.model, clock, drive: (promise) => clock.runUntil(promise) },
  );
}
