import { open } from 'node:fs/promises';
import { checkCount, checkOption, fingerprint } from '@planweave/core-types';
import writeFileAtomic from 'write-file-atomic';
import type { PlanCacheStore, StoredPlan, StoredPlans } from './plan-cache-store.ts';
import { readStoredPlan } from './read-stored-plan.ts';

/** Options of {@link fileStore}. */
export interface FileStoreOptions {
  /** The file, in a folder that exists. It may hold what worlds and plans say, so treat it as you treat them. */
  readonly path: string;
  /** The size of the file, in bytes, above 0: what was used least recently is left out, and a larger file is not read. @default 67_108_864 (64 MiB) */
  readonly maxBytes?: number;
}

/** The first line of a file. A file of another version is not read, and replaced by the next save. */
const header = 'planweave-plan-cache 3';

/**
 * A store in one file: a line for each plan, behind its checksum. A save writes a new file beside it, and puts it in place
 * of the old one when it is complete; so the file is whole at any moment, also when the process is killed.
 *
 * `load` and `save` reject with what the file system says, except that a missing file holds nothing.
 *
 * @throws `InvalidOptionError` for an empty path or a bound that is no whole number above 0.
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { fileStore } from '@planweave/prompt-cache';
 *
 * const store = fileStore({ path: join(await mkdtemp(join(tmpdir(), 'plans-')), 'plans.txt') });
 * await store.save([{ scope: 'phi3:mini', key: 'AA==', plan: { id: 'p1', steps: [{ act: 'Reload' }] }, ageMs: 0 }]);
 * (await store.load()).plans.length; //=> 1
 * ```
 */
export function fileStore(options: FileStoreOptions): PlanCacheStore {
  const { path, maxBytes = 67_108_864 } = options;
  checkOption('fileStore', 'path', path, 'the path of a file', (given) => typeof given === 'string' && given !== '');
  checkCount('fileStore', 'maxBytes', maxBytes);
  return Object.freeze({
    async load() {
      const text = await readText(path, maxBytes);
      return text === undefined ? { plans: [], skipped: 0 } : parseFile(text);
    },
    // it writes a file's saves one after another, so that the last to begin is the last to end
    save: (plans) => writeFileAtomic(path, fileOf(plans, maxBytes)),
  } satisfies PlanCacheStore);
}

async function readText(path: string, maxBytes: number): Promise<string | undefined> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = await file.stat();
    // read as one line that is no header, and so counted as damaged
    return size > maxBytes ? `larger than ${maxBytes} bytes` : await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function parseFile(text: string): StoredPlans {
  const [first, ...lines] = text.split('\n').filter((line) => line !== '');
  if (first === undefined) return { plans: [], skipped: 0 };
  if (first !== header) return { plans: [], skipped: Math.max(1, lines.length) };
  const plans = lines.flatMap((line) => parseLine(line) ?? []);
  return { plans, skipped: lines.length - plans.length };
}

/** All lines that fit, from the last one back: the least recently used come first. */
function fileOf(plans: readonly StoredPlan[], maxBytes: number): string {
  const lines: string[] = [];
  let bytes = header.length + 1;
  for (const plan of plans.toReversed()) {
    const line = lineOf(plan);
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > maxBytes) break;
    lines.push(line);
  }
  return `${[header, ...lines.toReversed()].join('\n')}\n`;
}

function lineOf(plan: StoredPlan): string {
  const json = JSON.stringify(plan);
  return `${fingerprint(json)} ${json}`;
}

const checksumLength = 16;

function parseLine(line: string): StoredPlan | undefined {
  const json = line.slice(checksumLength + 1);
  if (line.slice(0, checksumLength) !== fingerprint(json)) return undefined;
  try {
    return readStoredPlan(JSON.parse(json));
  } catch {
    return undefined;
  }
}
