import { InvalidArgumentError } from 'commander';

/** A text that is there: the flag after an option that lacks its value is not one. */
export function givenText(flag: string): (text: string) => string {
  return (text) => {
    if (text.trim() !== '' && !text.startsWith('-')) return text;
    throw new InvalidArgumentError(`${flag} needs a value; it got "${text.slice(0, 40)}".`);
  };
}
