import type { DetailLevel, PlanDomain, ToolRegistry } from '@planweave/core-types';
import type { PromptExample } from './examples/prompt-example.ts';
import type { PastPlan } from './history/past-plan.ts';
import type { Language } from './languages/languages.ts';
import type { Wording } from './languages/wording.ts';
import type { Persona } from './persona/persona.ts';
import type { Role } from './roles/role.ts';

/** What all prompts of an agent share. Everything here is your program's own and trusted; worlds and histories are not. */
export interface PromptBuilderOptions<World> {
  /** The game or simulation. */
  readonly domain: PlanDomain<World>;
  /** The tools to offer: the domain's, or some of them. @default the domain's registry */
  readonly registry?: ToolRegistry;
  /** Who the agent is. @default 'tactical' */
  readonly role?: Role;
  /**
   * Rules of your own, one sentence each: at most 20 of at most 300 characters. Shown at every level and never dropped.
   *
   * @default []
   */
  readonly rules?: readonly string[];
  /** The language of the text around tools and world, or a wording of your own. @default 'en' */
  readonly language?: Language | Wording;
  /** The agent's character. @default none */
  readonly persona?: Persona;
  /** Worked examples; `[]` for none. @default built-in ones, which need the tactical tools */
  readonly examples?: readonly PromptExample[];
  /** Which examples to prefer. @default the role's name */
  readonly exampleTags?: readonly string[];
  /** Most estimated tokens of all examples together, at least 0. @default 400 */
  readonly exampleTokens?: number;
  /** The most steps that the model is asked for, above 0. Give `planSchema` the same. @default 8 */
  readonly maxSteps?: number;
  /** The tools of `minimal` prompts. @default those that matter most to the role, as many as fit into 160 characters */
  readonly minimalTools?: readonly string[];
  /** Most characters of one section of the domain; what is longer loses its end. @default 20000 */
  readonly maxSectionCharacters?: number;
}

/** What may differ from prompt to prompt. */
export interface PromptOptions {
  /** How much to show. @default 'full' */
  readonly level?: DetailLevel;
  /** How far to go down when `level` does not fit into the budget even after dropping. @default the same as `level` */
  readonly lowestLevel?: DetailLevel;
  /** What the agent did before, oldest first. The newest 8 are shown at `full`, 4 at `standard`, 2 at `simplified`. @default [] */
  readonly history?: readonly PastPlan[];
  /** Most estimated tokens of the whole prompt, above 0; things are dropped until it fits. @default no bound */
  readonly budgetTokens?: number;
}
