import type { ToolRegistry } from '@planweave/core-types';
import { MendingAllowance } from '../json/mending-allowance.ts';
import type { ParseLimits } from '../parse-options.ts';
import { InvalidPlanError } from '../result/invalid-plan-error.ts';
import type { ParsedPlan, ParseResult, ParseWarning } from '../result/parse-result.ts';
import { deeperFailure, failureOf, type Failure } from './failure-of.ts';
import type { Content } from './harvest.ts';
import { parsedPlan, withStage, withWarning } from './parsed-plan.ts';
import { PlanFinder } from './plan-finder.ts';
import { ReplyTokenizer } from './reply-tokenizer.ts';
import { TextTape } from './text-tape.ts';

/** How deep envelopes inside envelopes are opened. */
const deepestEnvelope = 3;

/** Reads any reply, however it is written, in time proportional to its length. Never throws. */
export function readReply(text: string, registry: ToolRegistry, limits: ParseLimits): ParseResult {
  const isCut = text.length > limits.maxCharacters;
  const found = find(isCut ? text.slice(0, limits.maxCharacters) : text, registry, limits, new MendingAllowance(), 0);
  if (!('ok' in found)) return Object.freeze({ ok: false, error: new InvalidPlanError({ ...found, text }) });
  if (!isCut) return found;
  const warning: ParseWarning = { kind: 'text-cut', problem: `Only the first ${limits.maxCharacters} of ${text.length} characters were read` };
  return withWarning(found, warning);
}

function find(text: string, registry: ToolRegistry, limits: ParseLimits, allowance: MendingAllowance, depth: number): ParsedPlan | Failure {
  const { tape, finder, tokenizer } = scan(text, registry, limits, allowance, true);
  const harvest = finder.bestHarvest;
  const list = harvest.best;
  if (list !== undefined) return parsedPlan(list, harvest, tape, finder.surroundings.hasAny);

  let failure = failureOf(harvest, text);
  if (harvest.isErrorText) return failure;
  if (depth < deepestEnvelope) {
    for (const content of harvest.contents) {
      const inner = find(unwrap(tape, content), registry, limits, allowance, depth + 1);
      if ('ok' in inner) return withStage(inner, 'envelope');
      failure = deeperFailure(failure, inner);
    }
  }
  return tokenizer.openReasoning === undefined ? failure : (findInOpenReasoning(text.slice(tokenizer.openReasoning), registry, limits, allowance) ?? failure);
}

function scan(text: string, registry: ToolRegistry, limits: ParseLimits, allowance: MendingAllowance, passesReasoning: boolean) {
  const tape = new TextTape();
  tape.append(text);
  const finder = new PlanFinder(tape, registry, limits, allowance);
  const tokenizer = new ReplyTokenizer(finder, tape, passesReasoning);
  tokenizer.push(text);
  tokenizer.end();
  return { tape, finder, tokenizer };
}

/** A model that never closed its reasoning may have answered inside it. A list counts; a lone step is a thought. */
function findInOpenReasoning(text: string, registry: ToolRegistry, limits: ParseLimits, allowance: MendingAllowance): ParsedPlan | undefined {
  const { tape, finder } = scan(text, registry, limits, allowance, false);
  const { harvest } = finder;
  if (harvest.plan === undefined || harvest.plan === harvest.loose) return undefined;
  const parsed = parsedPlan(harvest.plan, harvest, tape, true);
  const warning: ParseWarning = { kind: 'unclosed-reasoning', problem: 'The plan was found in a block of reasoning that was never closed' };
  return withWarning(parsed, warning);
}

/** The text inside a quoted text, with its escapes resolved; of one that was cut off, as much as is there. */
function unwrap(tape: TextTape, content: Content): string {
  const raw = tape.slice(content.from, content.to);
  // an escape that was cut in half goes
  const whole = content.isCut ? raw.replace(/\\(?:u[\da-fA-F]{0,3})?$/, '') : raw;
  try {
    return JSON.parse(`"${whole}"`) as string;
  } catch {
    return whole.replaceAll(/\\(["\\/ntr])/g, (_, escaped: string) => ({ n: '\n', t: '\t', r: '\r' })[escaped] ?? escaped);
  }
}
