/** What a {@link createHistogram} holds: how many values, and how large they were. 0 everywhere before the first. */
export interface HistogramSnapshot {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Half of the values are at most this large; see `createHistogram` for the error of this and the next two. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Counts values in bounded memory, whatever they are and however many. */
export interface Histogram {
  /** Counts a value; one below 0 counts as 0, what is not finite is left out. */
  record(value: number): void;
  snapshot(): HistogramSnapshot;
  /** How many values were at most `bound`; exact for 0 and the powers of two that {@link powersOfTwo} lists. None for NaN. */
  countUpTo(bound: number): number;
  reset(): void;
}

const linear = 64;
const perOctave = linear / 2;
const largestExponent = 46;
/** One bucket for 0, and the others. */
const bucketCount = 1 + linear + (largestExponent - 5) * perOctave;
const largestUnit = 2 ** (largestExponent + 1) - 1;
/** Numbers beyond 31 bits are shifted by so many before their bits are looked at. */
const farShift = 20;

/** The upper bounds by which histograms of milliseconds are told to others, as powers of two from 1 to about 17 minutes. */
export const powersOfTwo: readonly number[] = Object.freeze(Array.from({ length: 21 }, (_, exponent) => 2 ** exponent));

/**
 * A log-linear histogram: a bucket for 0, buckets of one unit up to 64 units, then 32 buckets for each doubling, up to 2^47
 * units; larger values are counted in the last bucket, and their sum and maximum stay exact. A percentile is off by one
 * unit or by 1/64 (1.6 %) of its value, whichever is more. It takes 11 kB and never grows.
 *
 * @param unitsPerOne - How fine it is: 1 for whole numbers; 1024 for milliseconds and percent, so that a unit is about a
 * microsecond, powers of two in milliseconds are bounds of buckets, and the last bucket is beyond four years.
 */
export function createHistogram(unitsPerOne: 1 | 1024): Histogram {
  const buckets = new Float64Array(bucketCount);
  // a variable in a closure would be a new object for each number with a fraction
  const totals = new Float64Array([0, 0, Infinity, 0]);

  const percentile = (share: number): number => {
    const [count, , min, max] = totals as unknown as Totals;
    const rank = Math.max(1, Math.ceil(share * count));
    let seen = 0;
    let index = 0;
    while (index < bucketCount - 1 && (seen += buckets[index]!) < rank) index += 1;
    return Math.min(max, Math.max(min, middleOf(index) / unitsPerOne));
  };
  return {
    record(value) {
      // NaN is not below infinity either
      if (!(value < Infinity)) return;
      const given = value > 0 ? value : 0;
      totals[0] = totals[0]! + 1;
      totals[1] = totals[1]! + given;
      if (given < totals[2]!) totals[2] = given;
      if (given > totals[3]!) totals[3] = given;
      const index = bucketOf(given * unitsPerOne);
      buckets[index] = buckets[index]! + 1;
    },
    snapshot() {
      const [count, sum, min, max] = totals as unknown as Totals;
      if (count === 0) return { count, sum, min: 0, max, p50: 0, p95: 0, p99: 0 };
      return { count, sum, min, max, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
    },
    countUpTo(bound) {
      if (!(bound >= 0)) return 0;
      if (bound >= totals[3]!) return totals[0]!;
      const last = bucketOf(bound * unitsPerOne);
      let total = 0;
      for (let index = 0; index <= last; index += 1) total += buckets[index]!;
      return total;
    },
    reset() {
      buckets.fill(0);
      totals.set([0, 0, Infinity, 0]);
    },
  };
}

/** Count, sum, minimum and maximum. */
type Totals = readonly [number, number, number, number];

/** The first bucket holds 0; bucket i of the linear part what is above i - 1 units and at most i. */
function bucketOf(units: number): number {
  if (units <= linear) return Math.ceil(units);
  const whole = units > largestUnit ? largestUnit : Math.ceil(units) - 1;
  return whole < 2 ** 31 ? octaveBucket(whole, 0) : octaveBucket(Math.floor(whole / 2 ** farShift), farShift);
}

/** The bucket of `whole` times 2 to the power of `scale`. */
function octaveBucket(whole: number, scale: number): number {
  const exponent = 31 - Math.clz32(whole);
  return 1 + linear + (exponent + scale - 6) * perOctave + (whole >>> (exponent - 5)) - perOctave;
}

/** The value that stands for all in a bucket: the upper end of the narrow ones, so that counts are exact, the middle of others. */
function middleOf(index: number): number {
  if (index <= linear) return index;
  const place = index - linear - 1;
  const octave = Math.floor(place / perOctave);
  const width = 2 ** (octave + 1);
  return ((place % perOctave) + perOctave) * width + width / 2;
}
