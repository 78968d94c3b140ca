import type { ExampleName } from '../examples/tactical-examples.ts';
import type { PlanResult } from '../history/past-plan.ts';
import type { Trait } from '../persona/persona.ts';
import type { BuiltInRole } from '../roles/role.ts';

/** A role in words. */
export interface RoleWording {
  /** One sentence: who the agent is, without naming tools. Shown at every level but `minimal`. */
  readonly duty: string;
  /**
   * One habit a line. A tool is written `{MoveTo}`; a line is shown only when every tool it names is in the registry, and
   * with the registry's own spelling.
   */
  readonly habits: readonly string[];
}

/**
 * Everything that a prompt says in a human language. Tool names, argument names, enum values, tags and the reply's form
 * are the same in all languages.
 *
 * Placeholders: `{maxSteps}` in {@link form}, `{seconds}` in {@link cooldown}, `{list}` in {@link uses}, {@link needs} and
 * {@link effects}, tool names in the habits of {@link roles}.
 */
export interface Wording {
  /** What the model is there for, in one sentence. */
  readonly task: string;
  /** That only the tools which follow exist, and what `?` means; ends in a colon. */
  readonly toolRule: string;
  /** That what stands between the tags is data. */
  readonly dataRule: string;
  /** What the reply must be. */
  readonly form: string;
  /** How to plan well; shown at `full` and `standard`. */
  readonly advice: readonly string[];
  readonly cooldown: string;
  readonly uses: string;
  readonly needs: string;
  readonly effects: string;
  /** Headings, without a colon. */
  readonly headings: {
    readonly role: string;
    readonly examples: string;
    readonly situation: string;
    readonly reply: string;
    readonly persona: string;
  };
  readonly roles: Readonly<Record<BuiltInRole, RoleWording>>;
  /** What a trait near 0 and a trait near 1 mean. */
  readonly traits: Readonly<Record<Trait, { readonly low: string; readonly high: string }>>;
  /** The situations of the built-in examples. */
  readonly situations: Readonly<Record<ExampleName, string>>;
  /** How past plans ended. */
  readonly results: Readonly<Record<PlanResult, string>>;
  /** The last line of every prompt. */
  readonly request: string;
}
