import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { addUp, runChaos, type ChaosOptions, type ChaosReport } from './run-chaos.ts';

/**
 * The same sessions as {@link runChaos}, shared out among processes: no session knows of another, so that the report is
 * the same for any number of them. With the machine's own clock there is one, because they would delay each other.
 *
 * @throws `Error` when a process ends without a report.
 */
export async function runInProcesses(options: ChaosOptions, processes: number): Promise<ChaosReport> {
  if (options.isReal || processes === 1) return runChaos(options);
  return addUp(await Promise.all(Array.from({ length: processes }, (_, index) => runPart({ ...options, part: { index, of: processes } }))));
}

async function runPart(options: ChaosOptions): Promise<ChaosReport> {
  const child = fork(fileURLToPath(new URL('chaos-process.ts', import.meta.url)));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of part ${options.part?.index} ended with code ${code} before it had a report`);
  });
  child.send(options);
  const [report] = (await Promise.race([once(child, 'message'), ended])) as [ChaosReport];
  return report;
}
