import type { ParseWarning, Repair, RepairKind } from '../result/parse-result.ts';

/** The most entries of one kind that an account keeps, so that a hostile reply cannot make it long. */
const mostEntries = 256;

/** Takes down what was put right, what was ignored, and what could be read in two ways while a value was read. */
export class Account {
  readonly repairs: Repair[] = [];
  readonly warnings: ParseWarning[] = [];
  /** The first place that says two things at once. */
  conflict: string | undefined;

  repaired(kind: RepairKind, path: string): void {
    if (this.repairs.length < mostEntries) this.repairs.push({ kind, path });
  }

  ignoredKey(path: string): void {
    const problem = `${path} is no argument of the tool and was ignored`;
    if (this.warnings.length < mostEntries) this.warnings.push({ kind: 'unknown-key', problem, path });
  }

  /** Takes over the entries of another account. */
  add(other: Account): void {
    for (const { kind, path } of other.repairs) this.repaired(kind, path);
    for (const warning of other.warnings) if (this.warnings.length < mostEntries) this.warnings.push(warning);
    this.conflict ??= other.conflict;
  }
}
