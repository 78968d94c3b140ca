/** The roles that come with the package. */
export type BuiltInRole = 'tactical' | 'stealth' | 'support' | 'exploration';

/** A role of your own. It is part of your program and therefore trusted: never put text of players or of the world into it. */
export interface CustomRole {
  /** A short name, which also chooses examples by tag: `'diplomat'`. */
  readonly name: string;
  /** What the agent is and how it should plan, at most 4,000 characters. Shown at every level but `minimal`. */
  readonly instructions: string;
  /** Tools that matter most to it, the most important first; they come first where not all tools fit. Those that are not registered are passed over. @default [] */
  readonly tools?: readonly string[];
}

/** Who the agent is: one of the built-in roles by name, or your own. */
export type Role = BuiltInRole | CustomRole;
