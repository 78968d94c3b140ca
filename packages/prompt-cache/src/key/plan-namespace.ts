import type { DetailLevel, Sampling, ToolRegistry } from '@planweave/core-types';
import { deepest, isPlainObject } from './plain-data.ts';

/** Everything besides the world that decides what plan a model writes. What is left out counts as "the default". */
export interface PlanNamespaceParts {
  /** The model's id, with the host when hosts may have different builds of it. */
  readonly model: string;
  /** The digest of the model's weights, where the server tells it. */
  readonly modelDigest?: string | undefined;
  readonly sampling?: Sampling | undefined;
  /** The tools: their names, schemas and everything else that a prompt shows of them. */
  readonly registry: Pick<ToolRegistry, 'digest'>;
  /** The version of the prompt's wording. */
  readonly promptVersion?: string | undefined;
  readonly role?: string | undefined;
  readonly language?: string | undefined;
  readonly persona?: string | undefined;
  readonly level?: DetailLevel | undefined;
  /** Anything else of yours that a prompt depends on, as plain JSON data: examples, the most steps. */
  readonly others?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The namespace of a request, from all that must be equal besides the world. Only what is listed counts: a signal,
 * headers, the order of keys or a request id cannot change it.
 *
 * @throws `TypeError` for `others` that are not plain JSON data (a `Map`, a bigint, NaN), or nested deeper than 64 levels (a cycle).
 *
 * @example
 * ```ts
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { planNamespace } from '@planweave/prompt-cache';
 *
 * const registry = createToolRegistry([defineTool({ name: 'Wait', category: 'utility', description: 'Do nothing.' })]);
 * const one = planNamespace({ model: 'phi3:mini', registry, sampling: { temperature: 0.1, seed: 7 } });
 * one === planNamespace({ sampling: { seed: 7, temperature: 0.1 }, registry, model: 'phi3:mini' }); //=> true
 * one === planNamespace({ sampling: { seed: 8, temperature: 0.1 }, registry, model: 'phi3:mini' }); //=> false
 * ```
 */
export function planNamespace(parts: PlanNamespaceParts): string {
  const { model, modelDigest, sampling, registry, promptVersion, role, language, persona, level, others } = parts;
  return JSON.stringify(inOrder({ model, modelDigest, sampling, tools: registry.digest, promptVersion, role, language, persona, level, others }));
}

/** The same data with the keys of all objects sorted. What JSON would drop or replace might make two namespaces one. */
function inOrder(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new TypeError(`A part of a namespace is nested deeper than ${deepest} levels; give it flatter, or as a text`);
  if (Array.isArray(value)) return value.map((each) => inOrder(each, depth + 1));
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value;
  if (!isPlainObject(value)) throw new TypeError(`A part of a namespace must be plain JSON data, but it holds ${typeof value === 'number' ? value : `a value of the type ${typeof value} that is none`}; give it as a text`);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, inOrder(part, depth + 1)]),
  );
}
