import type { Fault, FaultRule } from '@planweave/testing';

/** What goes wrong with servers and small models in practice, each as often as the others. */
const faults: readonly Fault[] = [
  { kind: 'drop', how: 'reset' },
  { kind: 'cut', afterChunks: 5 },
  { kind: 'stall', afterChunks: 5, forMs: 5_000 },
  { kind: 'status', status: 500, body: { error: 'model runner has unexpectedly stopped' } },
  { kind: 'queue-full' },
  { kind: 'unfinished', afterChunks: 8 },
  { kind: 'content', how: 'truncated-json' },
  { kind: 'content', how: 'wrong-types' },
];

/** Rules by which this share of all chats meets a fault. */
export function faultMix(faultRate: number): readonly FaultRule[] {
  if (faultRate === 0) return [];
  // each rule draws for itself: whoever is spared by all of them is 1 - faultRate
  const ratio = 1 - (1 - faultRate) ** (1 / faults.length);
  return faults.map((fault) => ({ fault, ratio, route: '/api/chat' }));
}
