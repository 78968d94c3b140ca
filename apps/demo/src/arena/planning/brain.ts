import { CancelledError, sleep, systemClock, type Clock, type LanguageModel } from '@planweave/core-types';
import { ollama } from '@planweave/ollama-client';
import { manualClock } from '@planweave/testing';
import type { Surroundings } from '../../cli/surroundings.ts';
import { chooseServer } from '../../server/choose-server.ts';
import { tickMs } from '../game/game.ts';
import { contextTokens, scriptedName, scriptedServer } from '../model/scripted-server.ts';
import type { Mode } from './mode.ts';

/** Who writes plans, and the time in which it does. */
export interface Brain {
  /** Nobody in heuristic mode. */
  readonly model: LanguageModel | undefined;
  readonly modelName: string;
  readonly clock: Clock;
  /** Moves the clock by one tick. */
  passTime(): Promise<void>;
  /** True when the clock is the machine's, so that the same seed may give another run. */
  readonly isRealTime: boolean;
  close(): Promise<void>;
}

/** The scripted model, or none, on a clock that moves by ticks: the same seed gives the same run. */
export function scriptedBrain(mode: Mode): Brain {
  const clock = manualClock();
  const model = mode === 'heuristic' ? undefined : scriptedServer(clock);
  return {
    model,
    modelName: model === undefined ? 'none' : scriptedName,
    clock,
    passTime: () => clock.advance(tickMs),
    isRealTime: false,
    close: async () => model?.close(),
  };
}

/** A model on a real server, on the machine's clock. */
export async function realBrain(wish: { readonly host: string; readonly model: string | undefined; readonly seed: number }, surroundings: Surroundings): Promise<Brain> {
  const server = await chooseServer(wish, () => '', surroundings);
  await server.close();
  const { modelName, host } = server;
  const model = ollama({ model: modelName, host, contextTokens });
  const { signal } = surroundings;
  return {
    model,
    modelName,
    clock: systemClock,
    async passTime() {
      if (signal.aborted) throw new CancelledError('queue', signal.reason);
      await sleep(systemClock, tickMs, signal);
    },
    isRealTime: true,
    close: () => model.close(),
  };
}
