/** Keys of the list of steps, in plain form. */
const listKeys: ReadonlySet<string> = new Set('steps plan actions plansteps actionplan actionsteps actionlist sequence actionsequence toolcalls calls commands tasks'.split(' '));

/** Keys of one step that stands alone, in plain form. */
const stepKeys: ReadonlySet<string> = new Set('step action plan nextstep nextaction toolcall functioncall function call'.split(' '));

/** Keys under which chat servers and models wrap an answer, in plain form. */
const contentKeys: ReadonlySet<string> = new Set(
  'content response text output outputtext completion generatedtext result answer reply message data json arguments value'.split(' '),
);

/** Keys of a plan's id, in plain form, the clearest last. */
const idKeys = ['id', 'plann', 'planno', 'plannum', 'plannumber', 'planeid', 'planid'];

/** Keys of what a model says about its plan, in plain form. */
const rationaleKeys: ReadonlySet<string> = new Set('rationale reasoning reason thought thoughts explanation why'.split(' '));

/** Keys of plans that are not the one asked for, in plain form. */
const exampleKeys: ReadonlySet<string> = new Set('example examples exampleplan previousplan previoussteps lastplan oldplan history'.split(' '));

/** True for a key of examples and plans of another time. */
export function isExampleKey(plainKey: string | undefined): boolean {
  return plainKey !== undefined && exampleKeys.has(plainKey);
}

/** What a key says about the list under it. */
export function isListKey(plainKey: string | undefined): boolean {
  return plainKey !== undefined && listKeys.has(plainKey);
}

/** What a key says about the object under it: `step`, `action`, and numbered ones such as `step_1` or `1`. */
export function isStepKey(plainKey: string | undefined): boolean {
  return plainKey !== undefined && (stepKeys.has(plainKey) || stepNumber(plainKey) !== undefined);
}

/** The number in the key of a numbered step; `undefined` for any other key. */
export function stepNumber(plainKey: string | undefined): number | undefined {
  const digits = /^(?:step|action)?(\d{1,3})$/.exec(plainKey ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What a key says about the text or list under it: it may hold a plan inside an envelope. */
export function isContentKey(plainKey: string | undefined): boolean {
  return plainKey !== undefined && (contentKeys.has(plainKey) || listKeys.has(plainKey));
}

/** How clearly a key names the id of a plan, 0 for not at all. */
export function idRank(plainKey: string): number {
  return idKeys.indexOf(plainKey) + 1;
}

export function isRationaleKey(plainKey: string): boolean {
  return rationaleKeys.has(plainKey);
}
