/** What stands before and after lines of data. */
export interface Tags {
  readonly open: string;
  readonly close: string;
}

/** A domain has a handful of names; beyond this many, they are made anew. */
const mostNames = 256;
const known = new Map<string, Tags>();

/**
 * The tags of a name, each on a line of its own. `cleanText` sees to it that no data can write a tag; a name keeps letters,
 * digits, `_` and `-`, so that it cannot either.
 */
export function tagsOf(name: string): Tags {
  let tags = known.get(name);
  if (tags === undefined) {
    const tag = name.replace(/[^\w-]+/g, '-');
    tags = { open: `<${tag}>\n`, close: `\n</${tag}>\n` };
    if (known.size < mostNames) known.set(name, tags);
  }
  return tags;
}
