import type { CallContext } from '@planweave/core-types';
import type { Prompt } from '@planweave/prompt-builder';

/** Tells observers of a prompt. What it left out is found out only when somebody listens. */
export function tellPrompt({ report, requestId, clock }: Pick<CallContext, 'report' | 'requestId' | 'clock'>, prompt: Pick<Prompt, 'level' | 'characters' | 'estimatedTokens' | 'dropped'>, startedAt: number): void {
  if (report === undefined) return;
  const at = clock.now();
  const { level, characters, estimatedTokens, dropped } = prompt;
  report({ type: 'prompt-built', requestId, at, level, characters, estimatedTokens, dropped, durationMs: at - startedAt });
}
