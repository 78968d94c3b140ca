import type { DetailLevel } from '@planweave/core-types';

/** What a level shows besides what every level shows: task, tools with their arguments, form of the reply, the world. */
export interface LevelRules {
  /** Tools one a line, with description and cool-down; otherwise only names and arguments. */
  readonly describesTools: boolean;
  /** Costs, conditions and effects of tools. */
  readonly explainsTools: boolean;
  /** Every tool of the registry; otherwise a selection that fits into {@link selectionCharacters}. */
  readonly showsAllTools: boolean;
  /** The role's duty. */
  readonly namesRole: boolean;
  /** The role's habits, and how to plan well. */
  readonly advises: boolean;
  /** Examples and persona. */
  readonly illustrates: boolean;
  /** Most past plans to show. */
  readonly pastPlans: number;
}

/** The four levels; what one leaves out, those below leave out as well. */
export const levelRules: Readonly<Record<DetailLevel, LevelRules>> = {
  full: { describesTools: true, explainsTools: true, showsAllTools: true, namesRole: true, advises: true, illustrates: true, pastPlans: 8 },
  standard: { describesTools: true, explainsTools: false, showsAllTools: true, namesRole: true, advises: true, illustrates: true, pastPlans: 4 },
  simplified: { describesTools: false, explainsTools: false, showsAllTools: true, namesRole: true, advises: false, illustrates: false, pastPlans: 2 },
  minimal: { describesTools: false, explainsTools: false, showsAllTools: false, namesRole: false, advises: false, illustrates: false, pastPlans: 0 },
};
