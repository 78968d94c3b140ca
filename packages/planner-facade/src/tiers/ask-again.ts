import { IllegalPlanError, PlanweaveError, shortText, type ChatMessage } from '@planweave/core-types';

const longestAnswer = 2_000;
const mostProblems = 3;

/**
 * What is said to a model that gave a wrong answer: its answer and what is wrong with it, after everything that was said
 * before, so that the server does not read the prompt again. `undefined` when saying it would not help.
 */
export function askAgain(error: unknown, answer: string): readonly ChatMessage[] | undefined {
  if (!PlanweaveError.isInstance(error) || error.blame !== 'model' || answer.trim() === '') return undefined;
  const content = `That cannot be used: ${problemsIn(error)}\nWrite the whole plan again, as {"steps":[…]} and nothing else.`;
  return [
    { role: 'assistant', content: shortText(answer, longestAnswer) },
    { role: 'user', content },
  ];
}

function problemsIn(error: PlanweaveError): string {
  if (!IllegalPlanError.isInstance(error)) return error.message;
  return error.verdicts
    .flatMap((verdict) => (verdict.isLegal ? [] : [verdict.problem]))
    .slice(0, mostProblems)
    .join('; ');
}
