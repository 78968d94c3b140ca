import { InvalidArgumentError } from 'commander';

/** Reads the value of a flag that is a share from 0 to 1; what is none is refused with the nearest that is. */
export function ratio(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 1) return value;
    // "70%" means 0.7
    const meant = Number.parseFloat(text) / (text.trim().endsWith('%') ? 100 : 1);
    const nearest = Number.isNaN(meant) ? 0 : Math.min(Math.max(meant, 0), 1);
    throw new InvalidArgumentError(`${flag} takes a share from 0 to 1; the nearest to "${text.slice(0, 40)}" is ${nearest}.`);
  };
}
