import { InvalidArgumentError } from 'commander';

/** Reads the value of a flag that is a whole number within bounds; what is none is refused with the nearest that is. */
export function wholeNumber(flag: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    // "300ms" means 300, and what is no number at all is nearest to the least
    const meant = Number.parseFloat(text);
    const nearest = Number.isNaN(meant) ? least : Math.min(Math.max(Math.round(meant), least), most);
    throw new InvalidArgumentError(`${flag} takes a whole number from ${least} to ${most}; the nearest to "${text.slice(0, 40)}" is ${nearest}.`);
  };
}
