import { startRun } from '../planning/arena-run.ts';
import { scriptedBrain } from '../planning/brain.ts';
import { playTo } from '../planning/drive.ts';
import { drawFrame } from '../view/draw-frame.ts';
import { svgPicture } from '../view/svg.ts';
import { viewOf } from '../view/view-of.ts';

const seed = 7;
/** A moment in which much goes on. */
export const pictureTick = 33;

/** What `arena --seed 7` shows at one tick, as an SVG picture. */
export async function arenaPicture(): Promise<string> {
  const brain = scriptedBrain('hybrid');
  const run = startRun({ seed, mode: 'hybrid', model: brain.model, clock: brain.clock });
  try {
    await playTo(run, brain, { lastTick: pictureTick, signal: new AbortController().signal });
    const frame = drawFrame(viewOf(run, { modelName: brain.modelName, isOver: false, isPaused: false, speed: 1 }));
    return svgPicture(frame, 'The arena in a terminal: a map, the squad with each step and who planned it, and how the model keeps up');
  } finally {
    run.dispose();
    await brain.close();
  }
}
