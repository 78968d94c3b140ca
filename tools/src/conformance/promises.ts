/** One thing that must hold, under the id that its tests begin with. */
export interface Promised {
  readonly id: string;
  /** What must hold, in one sentence. */
  readonly what: string;
  /** Why nothing proves it: it belongs to a part that is not built. Absent for what is tested. */
  readonly notBuilt?: string;
}

/** Traps: defects found in other libraries, each pinned by a test that would fail with it. */
export const traps: readonly Promised[] = list('T', [
  'Cancelling one of many calls on one client leaves the others whole.',
  'A call can be cancelled before the headers come, streamed or not, and its connection closes.',
  'What was cancelled never looks like a complete reply.',
  'After the caller has cancelled, the server gets no further request.',
  'Who leaves a queue frees the place in the same tick.',
  'Nobody overtakes in a queue, within a class of priority.',
  'Time limits hold for the body too, not only until the headers.',
  'No pause between tries goes past the deadline; the next way starts at once.',
  'Retries inside retries do not multiply.',
  'A dead host costs at most one extra try while another one works.',
  'A further failure moves the end of a cool-down later, never earlier.',
  'A host that fails at once does not look like the idlest one.',
  'Callers with short budgets do not open the circuit for patient ones.',
  'A circuit opens at its threshold, and may cool down for as short as one likes.',
  'An error in a reply with status 200 is an error, typed and worth another try.',
  'A cache key does not depend on signals, headers, versions of an SDK or the order of keys.',
  'Any change of model, options, schema, tools or prompt version changes the key.',
  'A plan with a tool that was taken away is never a hit.',
  'Short words and numbers count: hp 95 is not hp 5, near is not far.',
  'A similarity threshold of 0 means equal worlds only, everywhere.',
  'Changing a plan that was handed out changes nobody else’s.',
  'In a batch, result i belongs to request i, whatever was known already.',
  'Errors, fallbacks and empty plans are never kept.',
  'A kept plan that was refused once is not proposed for that world again.',
  'A plan is kept under the world it was asked for, whatever became of it since.',
  'All steps of a kept plan are checked, not only the first.',
  'Prose, fences, thoughts, truncation and broken JSON are read as they were meant, or not at all.',
  'A server that ignores the schema is found out.',
  'Calls from many places load a model once, because its load options cannot drift.',
  'An empty answer or the text of an error is never taken for a plan.',
  'A reply may take longer than the 300 seconds that Node’s fetch allows.',
  'One plan with three tries counts as one plan and three requests.',
  'The limit of calls at once is real, and grows to what the server can do.',
  'A late plan is followed only as far as it is legal today, and only between two steps.',
]);

/** Vectors: inputs for which the original system's behaviour is known, with what must come out here. */
export const vectors: readonly Promised[] = list('V', [
  'The pauses of the production schedule stay within 25 % of 50, 100, 200, 400, 500 ms and never exceed 500.',
  'The same for the aggressive schedule.',
  'Worlds that differ in small numbers are not the same.',
  'One enemy is not three.',
  'Another objective is another world.',
  'A world in which only time has passed is the same world, and an exact hit.',
  'The plan of the original’s mock model is accepted by the default tools, by way of aliases.',
  ['A simulation scores the mock model’s plans on five scenarios.', 'there is no evaluation suite with scores; plans are proven legal, not rated'],
  'A circuit opens by ratio when half or more of the calls fail, and stays closed below.',
  'Consecutive failures lengthen the cool-down 1, 2, 4, 8 … to a cap, with jitter; a success resets it.',
  'Of two providers, the one that always fails is left alone.',
  ['A conversation window of limited tokens never exceeds its limit.', 'there is no conversation memory; a prompt has a token budget, and an agent remembers at most 8 plans'],
  'A first frame without enemies does not switch the model off for good.',
  'A streamed step is there when its brace closes, wherever the text is cut.',
  'Nested arguments, as a simplified prompt of the original asked for, are read.',
  'One invalid step of four is dropped and reported; the others stay.',
  'No text is cut in the middle of a character.',
  'A hundred identical requests at once are one call.',
  'A circuit opens after five server faults in a row, without a minimum of calls.',
  'A half-open circuit lets one probe through.',
  'Refusals by a queue or a rate limit are no faults of the server.',
  ['Two identical variants are found different in about 5 % of experiments.', 'there are no A/B experiments'],
]);

function list(letter: string, entries: readonly (string | readonly [what: string, notBuilt: string])[]): readonly Promised[] {
  return entries.map((entry, index) => {
    const id = `${letter}${index + 1}`;
    return typeof entry === 'string' ? { id, what: entry } : { id, what: entry[0], notBuilt: entry[1] };
  });
}
