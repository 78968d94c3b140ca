/** Who decides: the domain's heuristics, the model alone, or the model with heuristics until it has answered. */
export const modes = ['heuristic', 'llm', 'hybrid'] as const;

/** One of {@link modes}. */
export type Mode = (typeof modes)[number];
