/**
 * What a contract suite needs of a test framework: vitest, jest and `node:test` all have it. Handed in, so that no
 * framework is a dependency. Anything else in the object (an `expect`) is ignored.
 */
export interface TestApi {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: ((name: string, body: () => void | Promise<void>) => unknown) & {
    readonly skip: (name: string, body: () => void | Promise<void>) => unknown;
  };
  readonly expect?: unknown;
}

/** What every contract is told besides its subject. */
export interface ContractOptions {
  /** The implementation under test, for the title. */
  readonly name: string;
  /** Cases that cannot hold for it, by name, each with the reason, which is shown. @default {} */
  readonly skip?: Readonly<Record<string, string>>;
}

/** The cases of a contract: a sentence of behaviour, and the test that it is so. */
export type ContractCases = Readonly<Record<string, () => void | Promise<void>>>;

/**
 * Registers the cases of a contract as tests.
 *
 * @throws `TypeError` for a skipped case that does not exist, so that no skip outlives its case.
 */
export function registerContract({ describe, it }: TestApi, contract: string, { name, skip = {} }: ContractOptions, cases: ContractCases): void {
  const unknown = Object.keys(skip).find((skipped) => !Object.hasOwn(cases, skipped));
  if (unknown !== undefined) throw new TypeError(`The ${contract} contract has no case "${unknown}" to skip; it has: ${Object.keys(cases).join('; ')}`);
  describe(`${name} keeps the ${contract} contract`, () => {
    for (const [sentence, body] of Object.entries(cases)) {
      const reason = Object.hasOwn(skip, sentence) ? skip[sentence] : undefined;
      if (reason === undefined) it(sentence, body);
      else it.skip(`${sentence} (${reason})`, body);
    }
  });
}
