import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InvalidWorldError } from '@planweave/core-types';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import { fromAstraWeave, tacticalDomain } from '@planweave/tactical-domain';
import { UsageError } from '../cli/usage-error.ts';

/** The largest world file that is read, in bytes. */
const largestFile = 4 * 1024 * 1024;

const shippedFolder = join(import.meta.dirname, '../../worlds');

/** A world and what to call it. */
export interface NamedWorld {
  readonly name: string;
  readonly world: WorldSnapshot;
}

/**
 * Reads a world from a file, in our form or in AstraWeave's, or one of the shipped worlds by its name.
 *
 * @throws {@link UsageError} for a file that cannot be read, is no JSON, or holds no world, with the path of what is wrong.
 */
export async function readWorld(fileOrName: string, workingFolder: string): Promise<NamedWorld> {
  const file = await findFile(fileOrName, workingFolder);
  return { name: basename(file, '.json'), world: worldIn(parseJson(await readText(file), file), file) };
}

/** A snapshot of ours, or one as AstraWeave writes it. */
function worldIn(content: unknown, file: string): WorldSnapshot {
  try {
    return isAstraWeave(content) ? fromAstraWeave(content) : tacticalDomain.parseWorld(content);
  } catch (error) {
    if (InvalidWorldError.isInstance(error)) throw new UsageError(`World file "${file}" cannot be used. ${error.message}`);
    throw error;
  }
}

/** Its enemies have a `last_seen`, which ours call `lastSeenSeconds`. */
function isAstraWeave(content: unknown): boolean {
  const enemies = typeof content === 'object' && content !== null && 'enemies' in content ? content.enemies : [];
  return Array.isArray(enemies) && enemies.some((enemy) => typeof enemy === 'object' && enemy !== null && 'last_seen' in enemy);
}

async function findFile(fileOrName: string, workingFolder: string): Promise<string> {
  const given = resolve(workingFolder, fileOrName);
  if (await isThere(given)) return given;
  const shipped = (await readdir(shippedFolder)).filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
  if (shipped.includes(fileOrName)) return join(shippedFolder, `${fileOrName}.json`);
  throw new UsageError(`No world file "${given}", and no shipped world "${fileOrName}"; shipped are: ${shipped.join(', ')}`);
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function readText(file: string): Promise<string> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new UsageError(`World file "${file}" is no regular file`);
    const { size } = facts;
    if (size > largestFile) throw new UsageError(`World file "${file}" has ${size} bytes; at most ${largestFile} are read`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot read world file "${file}": ${(error as Error).message}`);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`World file "${file}" is no JSON at $: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`);
  }
}
