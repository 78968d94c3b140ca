import { ApiError } from '../engine/api-error.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import type { JsonFields } from '../requests/json-body.ts';
import { requireCapability } from './route.ts';

const levels: ReadonlySet<string> = new Set(['low', 'medium', 'high', 'max']);

/**
 * Whether the model is to think: as the request says, and otherwise whenever it can.
 *
 * @throws {@link ApiError} 400 for another value, and for a model that cannot think but is told to.
 */
export function thinkField(fields: JsonFields, model: FakeModel, name: string): boolean {
  const value = fields['think'];
  if (value === undefined || value === null) return model.capabilities.includes('thinking');
  if (typeof value !== 'boolean' && typeof value !== 'string') {
    throw new ApiError(400, 'think must be a boolean or string ("high", "medium", "low", "max", true, or false)');
  }
  if (typeof value === 'string' && !levels.has(value)) {
    throw new ApiError(400, `invalid think value: ${JSON.stringify(value)} (must be "high", "medium", "low", "max", true, or false)`);
  }
  if (value !== false) requireCapability(model, name, 'thinking');
  return value !== false;
}
