/** The part of a reply that is for one agent. */
export interface BatchEntry {
  /** For whom, as the model wrote it. */
  readonly agent: string;
  /** The text of the entry, from its first bracket. */
  readonly text: string;
}

/** Finds the entries of a reply while it is written. */
export interface EntryScanner {
  /** Takes the next piece of text and gives the entries that closed in it. */
  push(chunk: string): readonly BatchEntry[];
  /** The entry that was begun and never closed, when the reply breaks off. */
  rest(): BatchEntry | undefined;
  /** True when everything that was opened is closed and there was an entry. */
  readonly isClosed: boolean;
}

/** An open bracket. */
interface Frame {
  readonly start: number;
  readonly bracket: '{' | '[';
  /** The key under which it stands. */
  readonly key: string | undefined;
  /** Whom it names as its agent. */
  agent: string | undefined;
  /** True when a list stands in it: an entry without one has no steps. */
  hasList: boolean;
  /** The key whose value is being read. */
  openKey: string | undefined;
}

/** Keys that name an agent, without case and separators. */
const agentKeys: ReadonlySet<string> = new Set(['agent', 'agentid', 'id']);
/** Names and keys beyond this length are nobody's. */
const longestName = 60;
/** Brackets beyond this depth belong to no plan; they are counted, not kept. */
const deepest = 32;

/**
 * A scanner for replies like `{"plans":[{"agent":"a1","steps":[…]},…]}`. An entry is an object that names an agent and
 * has a list in it, or whatever stands under the name of a known agent (`{"a1":{"steps":[…]}}`); what is around it, and
 * what is inside it, does not matter. Where the text is cut into pieces makes no difference, and time is proportional to
 * its length. What an entry says is not read here.
 *
 * @param isKnown - Tells whether an agent of that name was asked for.
 */
export function createEntryScanner(isKnown: (agent: string) => boolean): EntryScanner {
  const frames: Frame[] = [];
  const reasoning = createReasoningMark();
  const pieces: string[] = [];
  let length = 0;
  let at = 0;
  /** The text between quotation marks that is being read, as far as it matters. */
  let quoted: string | undefined;
  let lastQuoted: string | undefined;
  let isEscaped = false;
  let hasEntry = false;
  let buried = 0;

  const nameOf = (frame: Frame): string | undefined => {
    if (frame.agent !== undefined && frame.hasList) return frame.agent;
    return frame.key !== undefined && isKnown(frame.key) && (frame.hasList || frame.bracket === '[') ? frame.key : undefined;
  };
  /** Looks at the last pieces only, so that many entries take no longer than one that is as long as all of them. */
  const textBetween = (start: number, end: number) => {
    let first = pieces.length;
    let from = length;
    while (from > start) {
      first -= 1;
      from -= pieces[first]?.length ?? from;
    }
    return pieces.slice(first).join('').slice(start - from, end - from);
  };
  const outermostEntry = () => frames.findIndex((frame) => nameOf(frame) !== undefined);
  const open = (bracket: Frame['bracket']) => {
    const parent = frames.at(-1);
    if (bracket === '[') for (const around of frames) around.hasList = true;
    if (frames.length === deepest) buried += 1;
    else frames.push({ start: at, bracket, key: parent?.openKey, agent: undefined, hasList: false, openKey: undefined });
  };
  /** Closes the innermost bracket of that kind; what the model forgot to close inside it ends there as well. */
  const close = (bracket: Frame['bracket'], entries: BatchEntry[]) => {
    if (buried > 0) {
      buried -= 1;
      return;
    }
    const depth = frames.findLastIndex((frame) => frame.bracket === bracket);
    if (depth === -1) return;
    const entry = outermostEntry();
    if (entry >= depth) {
      const frame = frames[entry] as Frame;
      hasEntry = true;
      entries.push({ agent: nameOf(frame) as string, text: textBetween(frame.start, entry === depth ? at + 1 : at) });
    }
    frames.length = depth;
  };
  const endQuoted = (value: string) => {
    quoted = undefined;
    const frame = frames.at(-1);
    if (frame?.openKey === undefined) lastQuoted = value;
    else if (namesAgent(frame.openKey) && (frame.agent === undefined || !isKnown(frame.agent))) frame.agent = value;
  };
  const readQuoted = (value: string, character: string) => {
    // no JSON text runs over the end of a line: that quotation mark opened something else
    if (character === '\n' || (character === '"' && !isEscaped)) endQuoted(value);
    else if (value.length < longestName) quoted = value + character;
    isEscaped = character === '\\' && !isEscaped;
  };
  const read = (character: string, entries: BatchEntry[]) => {
    const frame = frames.at(-1);
    if (character === '{' || character === '[') open(character);
    else if (character === '}') close('{', entries);
    else if (character === ']') close('[', entries);
    else if (frame === undefined) return;
    else if (character === '"') quoted = '';
    else if (character === ',') frame.openKey = undefined;
    else if (character === ':' && frame.bracket === '{') frame.openKey ??= lastQuoted;
  };

  return {
    push(chunk) {
      const entries: BatchEntry[] = [];
      pieces.push(chunk);
      length += chunk.length;
      for (let index = 0; index < chunk.length; index += 1, at += 1) {
        const character = chunk[index] as string;
        if (quoted !== undefined) readQuoted(quoted, character);
        else if (!reasoning.covers(character)) read(character, entries);
      }
      return entries;
    },
    rest() {
      const frame = frames[outermostEntry()];
      return frame && { agent: nameOf(frame) as string, text: textBetween(frame.start, length) };
    },
    get isClosed() {
      return hasEntry && frames.length === 0;
    },
  };
}

function namesAgent(key: string): boolean {
  return agentKeys.has(key.replace(/[\s_-]+/g, '').toLowerCase());
}

/** Knows which characters stand between `<think>` and `</think>`: drafts that a model thinks aloud are not its answer. */
function createReasoningMark() {
  let isOpen = false;
  let tag: string | undefined;
  return {
    covers(character: string): boolean {
      if (character === '<') tag = '';
      else if (character === '>') {
        if (tag === 'think' || tag === '/think') isOpen = tag === 'think';
        tag = undefined;
      } else if (tag !== undefined) tag = tag.length < 6 ? tag + character : undefined;
      return isOpen;
    },
  };
}
