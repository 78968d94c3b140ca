import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '@planweave/core-types';
import type { Percentiles } from './durations.ts';

/** What a run did to the process that the planner runs in. */
export interface ProcessRead {
  /** Promises that failed with nobody to hear it. */
  readonly unhandledRejections: number;
  /** How long the event loop kept everybody waiting, in milliseconds. */
  readonly eventLoopDelay: Omit<Percentiles, 'count'>;
  /** The part of one processor that the process used, in 0..1; more with its helper threads. */
  readonly cpuRatio: number;
  readonly machine: {
    readonly processors: number;
    /** How many processes wanted one, over the last minute; with more than there are, everybody is late at times. */
    readonly load: number;
  };
  /** The most memory of the process so far, in bytes. */
  readonly peakRssBytes: number;
  /** The most heap in use, looked at four times a second, in bytes. */
  readonly peakHeapBytes: number;
}

/** Watches this process until it is stopped. */
export interface ProcessWatch {
  read(): ProcessRead;
  stop(): void;
}

const resolutionMs = 10;
const lookEveryMs = 250;
const nanosecondsPerMs = 1e6;

/** Starts watching. */
export function watchProcess(): ProcessWatch {
  let unhandledRejections = 0;
  let peakHeapBytes = process.memoryUsage().heapUsed;
  const startedAt = systemClock.now();
  const cpuBefore = process.cpuUsage();
  const onRejection = () => void (unhandledRejections += 1);
  process.on('unhandledRejection', onRejection);
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  const timer = setInterval(() => {
    peakHeapBytes = Math.max(peakHeapBytes, process.memoryUsage().heapUsed);
  }, lookEveryMs);
  return {
    read: () => ({
      unhandledRejections,
      cpuRatio: cpuMs(process.cpuUsage(cpuBefore)) / Math.max(1, systemClock.now() - startedAt),
      eventLoopDelay: { p50: delayMs(loop.percentile(50)), p95: delayMs(loop.percentile(95)), p99: delayMs(loop.percentile(99)), max: delayMs(loop.max) },
      machine: { processors: availableParallelism(), load: loadavg()[0] ?? 0 },
      peakRssBytes: process.resourceUsage().maxRSS * 1_024,
      peakHeapBytes,
    }),
    stop() {
      clearInterval(timer);
      loop.disable();
      process.off('unhandledRejection', onRejection);
    },
  };
}

/** Node measures from one tick of its timer to the next, so that a free loop shows the resolution. */
function delayMs(nanoseconds: number): number {
  return Math.max(0, nanoseconds / nanosecondsPerMs - resolutionMs);
}

function cpuMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
