import type { PlanStep } from '@planweave/core-types';

/** The names of the built-in examples; each language has its own words for their situations. */
export type ExampleName = 'wounded' | 'supported' | 'quiet' | 'empty' | 'unseen' | 'fallen' | 'unknown';

/** A built-in example without words. */
export interface TacticalExample {
  readonly name: ExampleName;
  readonly tags: readonly string[];
  readonly steps: readonly PlanStep[];
}

/** Examples for registries that have these tools under these names; for any other registry none of them is shown. */
export const tacticalExamples: readonly TacticalExample[] = [
  {
    name: 'wounded',
    tags: ['tactical', 'support', 'retreat'],
    steps: [
      { act: 'ThrowSmoke', x: 11, y: 10 },
      { act: 'Retreat', target_id: 7, distance: 12 },
      { act: 'Heal' },
    ],
  },
  {
    name: 'supported',
    tags: ['tactical', 'attack'],
    steps: [
      { act: 'MarkTarget', target_id: 3 },
      { act: 'CoverFire', target_id: 4, duration: 2 },
      { act: 'AimedShot', target_id: 3 },
    ],
  },
  {
    name: 'quiet',
    tags: ['tactical', 'stealth', 'exploration', 'move'],
    steps: [
      { act: 'Scan', radius: 15 },
      { act: 'MoveTo', x: 20, y: 6, speed: 'walk' },
    ],
  },
  { name: 'empty', tags: ['tactical', 'ammo'], steps: [{ act: 'TakeCover' }, { act: 'Reload' }, { act: 'Attack', target_id: 2 }] },
  {
    name: 'unseen',
    tags: ['stealth', 'move'],
    steps: [
      { act: 'Distract', target_id: 5 },
      { act: 'MoveTo', x: 9, y: 14, speed: 'walk' },
      { act: 'MoveTo', x: 15, y: 8, speed: 'walk' },
    ],
  },
  { name: 'fallen', tags: ['support', 'revive'], steps: [{ act: 'Revive', ally_id: 11 }, { act: 'Heal', target_id: 11 }] },
  {
    name: 'unknown',
    tags: ['exploration', 'look'],
    steps: [
      { act: 'Interact', target_id: 31 },
      { act: 'Scan', radius: 20 },
    ],
  },
];
