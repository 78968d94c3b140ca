import type { StressProgress } from '../run-stress.ts';
import { percent } from './amounts.ts';

/** One line about a run that goes on. */
export function renderProgress({ part, elapsedMs, durationMs, plans: { asked, planned, late, bySource, hitRatio } }: StressProgress): string {
  const share = (count: number) => percent(planned === 0 ? 0 : count / planned, 0);
  return `${part === 'measured' ? '' : 'warm-up: '}${Math.round(elapsedMs / 1_000)} of ${Math.round(durationMs / 1_000)} s: ${planned} plans, cache ${percent(hitRatio, 0)}, model ${share(bySource.llm.count)}, heuristics ${share(bySource.fallback.count)}, ${late} late, ${asked - planned} under way\n`;
}
