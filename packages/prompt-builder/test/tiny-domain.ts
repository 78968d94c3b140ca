import { createPlan, createToolRegistry, defineTool, legalStep, type PlanDomain, type PromptSection } from '@planweave/core-types';
import { z } from 'zod';

/** What {@link tinyDomain} shows of its world. */
export interface TinyWorld {
  readonly sections: readonly PromptSection[];
}

const goTo = defineTool({ name: 'GoTo', category: 'moves', description: 'Go to a room.', args: z.object({ room: z.enum(['hall', 'attic']) }) });
const rest = defineTool({ name: 'Rest', category: 'moves', description: 'Do nothing.' });

/** A domain that shows just the sections that its world lists, with two tools that are not tactical. */
export const tinyDomain: PlanDomain<TinyWorld> = {
  name: 'tiny',
  registry: createToolRegistry([goTo, rest]),
  parseWorld: (input) => input as TinyWorld,
  canonical: ({ sections }) => ({ texts: sections.map(({ text }) => text) }),
  encode: ({ sections }, sink) => {
    for (const { text } of sections) sink.text(text);
  },
  describe: ({ sections }) => sections,
  check: (_, steps) => steps.map(() => legalStep),
  fallback: () => createPlan([{ act: 'Rest' }]),
};

/** A section that often changes. */
export function section(name: string, text: string, more: Partial<PromptSection> = {}): PromptSection {
  return { name, text, changes: 'often', priority: 50, ...more };
}
