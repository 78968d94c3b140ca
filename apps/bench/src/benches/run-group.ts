import { measure, type Measurement, type MeasureOptions } from '../measure/measure.ts';
import { median, ratio, type Ratio } from '../measure/statistics.ts';
import type { Bench, BenchGroup, Subject } from './bench.ts';

/** What came out of one bench. */
export interface BenchResult {
  readonly group: string;
  readonly name: string;
  readonly measures: string;
  /** The median of the rounds, for one operation. */
  readonly nanoseconds: number;
  /** Against the base of the group, where it has one. */
  readonly ratio?: Ratio;
  readonly published?: string;
  /** What there is to say besides the time. */
  readonly note?: string;
}

/**
 * Measures the benches of a group side by side.
 *
 * @throws `Error` with the name of the bench that did not do its work.
 */
export async function runGroup(group: BenchGroup, options: MeasureOptions): Promise<readonly BenchResult[]> {
  const subjects: Subject[] = [];
  for (const bench of group.benches) subjects.push(await bench.open());
  const measurements = await measure(
    subjects.map((subject, index) => ({ ...subject, name: group.benches[index]!.name })),
    { ...options, rounds: Math.min(options.rounds ?? Infinity, group.rounds ?? Infinity) },
  );
  const perOperation = measurements.map((measurement, index) => forOneOperation(measurement, group.benches[index]!));
  const base = perOperation.find(({ name }) => name === group.base);
  return group.benches.map((bench, index) => {
    const note = conclude(bench, subjects[index]!);
    const measurement = perOperation[index]!;
    return {
      group: group.name,
      name: bench.name,
      measures: bench.measures,
      nanoseconds: median(measurement.nanoseconds),
      ...(base && { ratio: ratio(measurement, base) }),
      ...(bench.published !== undefined && { published: bench.published }),
      ...(note !== '' && { note }),
    };
  });
}

function forOneOperation(measurement: Measurement, { operations = 1 }: Bench): Measurement {
  return { ...measurement, nanoseconds: measurement.nanoseconds.map((time) => time / operations) };
}

function conclude({ name }: Bench, { conclude: ask }: Subject): string {
  try {
    return ask?.() ?? '';
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}
