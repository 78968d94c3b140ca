import { languageModelContract } from '@planweave/testing';
import { describe, it } from 'vitest';
import { fixture } from './fixture.ts';

const { clock, model } = fixture({ speed: { loadMs: 1_000, prefillTokensPerSecond: 1_000, decodeTokensPerSecond: 50, slots: 3 } });
const broken = fixture({ faults: [{ fault: { kind: 'crash', during: 'prompt' } }], clock });
languageModelContract(
  { describe, it },
  { name: 'openAiCompatible', create: () => model, createBroken: () => broken.model, clock, drive: (promise) => clock.runUntil(promise) },
);
