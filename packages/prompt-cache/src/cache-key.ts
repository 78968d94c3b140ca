import { createHash } from 'node:crypto';
import type { PlanCacheRequest } from './plan-cache.ts';

/** From this length on, V8 (Node 20) hashes a string by its length alone, and a table of long keys becomes a list. */
const longestPlainKey = 16_383;

/**
 * The text a request is stored under. Two requests have the same one exactly when namespace and canonical world are
 * equal: the namespace is written with its length, so that no world can continue it, and only texts too long for a hash
 * table are replaced by their SHA-256.
 */
export function cacheKey(request: PlanCacheRequest): string {
  const key = `${request.namespace.length}:${request.namespace}${JSON.stringify(request.world)}`;
  return key.length <= longestPlainKey ? key : createHash('sha256').update(key).digest('base64');
}
