/** Longer pieces are not mended. A step is far shorter. */
const longestMended = 4096;
/** Mending recurses; a step with more brackets than this is noise. */
const mostBrackets = 128;
/** What may be spent on one reply: some sixty steps with four quoted keys and values each, or some sixteen with eight. */
const mostWork = 16_384;

/**
 * What may be spent on mending the pieces of one reply. `jsonrepair` begins a text anew at each quote that may not be the
 * end of it, so its work can grow with the square of the quotes; that is what a piece costs here.
 */
export class MendingAllowance {
  #left = mostWork;

  /** Whether a piece may be mended, which then is paid for. */
  spendOn(text: string): boolean {
    if (text.length > longestMended || count(text, /[{[]/g) > mostBrackets) return false;
    const work = count(text, /["'`´‘’“”]/g) ** 2;
    if (work > this.#left) return false;
    this.#left -= work;
    return true;
  }
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
