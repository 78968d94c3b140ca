import type { PlanStep, ToolRegistry } from '@planweave/core-types';
import { safeParsePlan, type ParseOptions } from '../parse-plan.ts';
import type { ParseResult } from '../result/parse-result.ts';
import { readStep } from '../steps/read-step.ts';

/**
 * Why nothing more needs to be read. `complete`: the JSON with the plan closed; `whitespace` and `loop`: the model
 * writes blanks or repeats itself; `too-long`: a bound of the options was reached.
 */
export type StopReason = 'complete' | 'whitespace' | 'loop' | 'too-long';

/** Reads a plan while the model writes it. */
export interface PlanStream {
  /** Takes the next piece of text and returns the steps that became complete and valid with it. */
  push(chunk: string): readonly PlanStep[];
  /** True when the model can be stopped; later chunks are ignored. */
  readonly isDone: boolean;
  /** Why, when it can. */
  readonly stopReason: StopReason | undefined;
  /** What was read so far: everything pushed, up to the place where reading stopped. */
  readonly text: string;
  /** The same as `safeParsePlan(stream.text, …)`. */
  finish(): ParseResult;
}

/**
 * Starts reading a plan from a stream of text.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { createPlanStream } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * const stream = createPlanStream(createToolRegistry([scan]));
 * stream.push('{"steps":[{"act":"Scan","rad'); //=> []
 * stream.push('ius":10}'); //=> [{ act: 'Scan', radius: 10 }]
 * stream.push(']}');
 * stream.stopReason; //=> 'complete'
 * ```
 */
export function createPlanStream(registry: ToolRegistry, options: ParseOptions = {}): PlanStream {
  let text = '';
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let stepStart = 0;
  let count = 0;
  let stopReason: StopReason | undefined;
  return {
    push(chunk) {
      const steps: PlanStep[] = [];
      for (const character of stopReason === undefined ? chunk : '') {
        text += character;
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = isInString;
        else if (character === '"') isInString = !isInString && depth > 0;
        else if (!isInString && (character === '{' || character === '[')) {
          depth += 1;
          if (depth === 3) stepStart = text.length - 1;
        } else if (!isInString && (character === '}' || character === ']') && depth > 0) {
          depth -= 1;
          if (depth === 2) {
            const step = readText(text.slice(stepStart), registry, count);
            count += 1;
            if (step !== undefined) steps.push(step);
          }
          if (depth === 0) {
            stopReason = 'complete';
            break;
          }
        }
      }
      return steps;
    },
    get isDone() {
      return stopReason !== undefined;
    },
    get stopReason() {
      return stopReason;
    },
    get text() {
      return text;
    },
    finish: () => safeParsePlan(text, registry, options),
  };
}

function readText(text: string, registry: ToolRegistry, index: number): PlanStep | undefined {
  try {
    const reading = readStep(JSON.parse(text), registry, index);
    return 'step' in reading ? reading.step : undefined;
  } catch {
    return undefined;
  }
}
