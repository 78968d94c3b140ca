import { parseArgs, type ParseArgsConfig } from 'node:util';

type Flags = NonNullable<ParseArgsConfig['options']>;

/** The flags of a command; for one that it does not have, says how it is used and ends the process with code 2. */
export function readFlags<Options extends Flags>(usage: string, options: Options) {
  try {
    return parseArgs<{ options: Options }>({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\nusage: ${usage}`);
    process.exit(2);
  }
}
