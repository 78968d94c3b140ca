import { isShallow } from '../key/plain-data.ts';
import type { StoredPlan } from './plan-cache-store.ts';

/** Longer lists are no plan, and no world either. */
const mostSteps = 1_000;
const mostNumbers = 10_000;

/** A stored plan as it should be, or `undefined` for anything else: stores are files, and files are edited. */
export function readStoredPlan(value: unknown): StoredPlan | undefined {
  if (!isObject(value)) return undefined;
  const { scope, key, plan, ageMs, model, tags, tokens, likeness } = value;
  const isGood =
    typeof scope === 'string' &&
    typeof key === 'string' &&
    isObject(plan) &&
    typeof plan['id'] === 'string' &&
    isOptional(plan['rationale'], 'string') &&
    isSteps(plan['steps']) &&
    isAmount(ageMs) &&
    isOptional(model, 'string') &&
    (tags === undefined || isTexts(tags)) &&
    (tokens === undefined || isAmount(tokens)) &&
    (likeness === undefined || isLikeness(likeness));
  return isGood ? (value as unknown as StoredPlan) : undefined;
}

function isLikeness(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { facts, numbers, texts, steps } = value;
  return typeof facts === 'string' && Array.isArray(numbers) && numbers.length <= mostNumbers && numbers.every((each) => typeof each === 'number') && isTexts(texts) && isSteps(steps);
}

/** Never empty: an empty plan from a file is as good as none. */
function isSteps(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= mostSteps && value.every((step) => isObject(step) && typeof step['act'] === 'string' && isShallow(step));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= mostSteps && value.every((each) => typeof each === 'string');
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isOptional(value: unknown, type: 'string'): boolean {
  return value === undefined || typeof value === type;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
