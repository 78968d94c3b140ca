import { once } from 'node:events';
import { createTelemetry, type Telemetry } from '@planweave/telemetry';
import type { Surroundings } from '../cli/surroundings.ts';
import type { MetricsServer } from './serve-metrics.ts';

/** What a command line says about watching. */
export interface WatchFlags {
  readonly telemetry: boolean;
  readonly metricsPort?: number;
  /** True when the standard output is for JSON alone. */
  readonly json: boolean;
}

/** Counts while a planner works, and shows it as the flags say. */
export interface Watch {
  /** To be handed to the planner; empty when nobody wants to know. */
  readonly observers: readonly Telemetry[];
  /** After the work: prints the table, and goes on serving metrics until Ctrl-C. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Begins to watch. A plan is made in seconds and Prometheus asks once a minute, so metrics are served from now until the
 * user stops the program.
 *
 * @throws `UsageError` when the port cannot be had.
 */
export async function watchPlanner(flags: WatchFlags, { print, printError, signal }: Pick<Surroundings, 'print' | 'printError' | 'signal'>): Promise<Watch> {
  const isWanted = flags.telemetry || flags.metricsPort !== undefined;
  const telemetry = createTelemetry();
  const server = flags.metricsPort === undefined ? undefined : await serve(telemetry, flags.metricsPort);
  return {
    observers: isWanted ? [telemetry] : [],
    async finish() {
      if (flags.telemetry) (flags.json ? printError : print)(`\n${telemetry.format()}\n`);
      if (server === undefined) return;
      printError(`\nMetrics for Prometheus are at ${server.url} until you press Ctrl-C.\n`);
      if (!signal.aborted) await once(signal, 'abort');
    },
    close: async () => server?.close(),
  };
}

/** Loads OpenTelemetry, which takes longer than everything else together, only when it is needed. */
async function serve(telemetry: Telemetry, port: number): Promise<MetricsServer> {
  const { serveMetrics } = await import('./serve-metrics.ts');
  return serveMetrics(telemetry, port);
}
