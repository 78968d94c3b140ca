import type { Answer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import type { Exchange } from '../engine/exchange.ts';
import { isModelName, withTag, type FakeCapability, type FakeModel } from '../engine/fake-model.ts';
import type { Server } from '../engine/server.ts';

/** Answers one kind of request. What it throws becomes an error body. */
export type Route = (server: Server, exchange: Exchange) => Answer | Promise<Answer>;

/** How a route says that a model is missing; Ollama has two ways. */
export type NotFoundStyle = 'plain' | 'pull-first';

/**
 * The installed model of that name.
 *
 * @throws {@link ApiError} 400 for a name that can be none, 404 for one that is not installed.
 */
export function findModel(server: Server, name: string, style: NotFoundStyle = 'plain'): FakeModel {
  const model = server.models.get(withTag(name));
  if (model !== undefined) return model;
  if (name !== '' && !isModelName(name)) throw new ApiError(400, 'invalid model name');
  throw new ApiError(404, style === 'plain' ? `model '${name}' not found` : `model "${name}" not found, try pulling it first`);
}

/** @throws {@link ApiError} 400 when the model cannot do it. */
export function requireCapability(model: FakeModel, name: string, capability: FakeCapability): void {
  if (model.capabilities.includes(capability)) return;
  const isByFullName = capability === 'tools' || capability === 'insert';
  const subject = isByFullName ? `registry.ollama.ai/library/${model.name}` : `"${name}"`;
  throw new ApiError(400, `${subject} does not support ${capability === 'completion' ? 'chat' : capability}`);
}
