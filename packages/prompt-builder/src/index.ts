// prompts
export { buildPrompt, type BuildPromptOptions } from './build-prompt.ts';
export { createPromptBuilder, type PromptBuilder } from './create-prompt-builder.ts';
export type { PromptBuilderOptions, PromptOptions } from './prompt-builder-options.ts';
export type { Prompt } from './prompt.ts';
export { promptVersion } from './prompt-version.ts';

// what goes into them
export type { BuiltInRole, CustomRole, Role } from './roles/role.ts';
export type { Persona, Trait } from './persona/persona.ts';
export type { PromptExample } from './examples/prompt-example.ts';
export type { PastPlan, PlanResult } from './history/past-plan.ts';

// languages
export { wordings, type Language } from './languages/languages.ts';
export type { RoleWording, Wording } from './languages/wording.ts';

// tokens
export { estimateTokens } from './budget/estimate-tokens.ts';
