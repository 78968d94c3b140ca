/** Something that holds for a while after a step: an enemy is suppressed, the agent is in cover. */
export interface Status {
  /**
   * What: of an enemy `suppressed`, `marked`, `distracted`, `taunted`, `stunned`; of the agent `in-cover`, `in-ambush`,
   * `hard-to-hit`, `blocking`, `dodging`, `protected`, `ability-active`, `weapon-in-hand`; of the land `terrain-request`.
   */
  readonly name: string;
  /** Whom: the id of the enemy; left out for the agent itself. */
  readonly on?: number | undefined;
  /** Which: the weapon, ability, slot or request. */
  readonly detail?: string | undefined;
  /** When it ends, in seconds after the plan began; `Infinity` when it lasts. */
  readonly untilSeconds: number;
}
