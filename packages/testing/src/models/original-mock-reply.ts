/**
 * What the mock model of the original Rust system answers to everything: three fixed steps for the tactical domain, with
 * the plan id that it puts in. Whether they are legal depends on the world.
 *
 * @example
 * ```ts
 * import { originalMockReply, scriptedModel } from '@planweave/testing';
 *
 * const model = scriptedModel([], { id: 'mock', otherwise: originalMockReply });
 * JSON.parse(originalMockReply).plan_id; //=> 'llm-mock'
 * model.id; //=> 'mock'
 * ```
 */
export const originalMockReply: string = JSON.stringify({
  plan_id: 'llm-mock',
  steps: [
    { act: 'ThrowSmoke', x: 7, y: 2 },
    { act: 'MoveTo', x: 4, y: 2 },
    { act: 'Attack', target_id: 99 },
  ],
});
