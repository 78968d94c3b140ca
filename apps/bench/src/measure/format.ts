import type { Ratio } from './statistics.ts';

/** Nanoseconds for people: three digits and a unit that suits them, `1.24 µs`. */
export function formatTime(nanoseconds: number): string {
  if (!Number.isFinite(nanoseconds)) return '–';
  const [divisor, unit] = units.find(([size]) => nanoseconds >= size) ?? ([1, 'ns'] as const);
  const value = nanoseconds / divisor;
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`;
}

const units = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
] as const;

/** A ratio for people, with how far it spread: `123x (93–140)`. */
export function formatRatio({ typical, low, high }: Ratio): string {
  return `${shortNumber(typical)}x (${shortNumber(low)}–${shortNumber(high)})`;
}

function shortNumber(value: number): string {
  return value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toPrecision(1);
}
