import { jsonAnswer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import { architectureOf, detailsOf, type FakeModel } from '../engine/fake-model.ts';
import { expiryOf } from '../engine/scheduling/runner.ts';
import { serverTime } from '../engine/server-time.ts';
import { fieldsOf, textField } from '../requests/json-body.ts';
import { findModel, type Route } from './route.ts';

/** An idle time that never ends is shown as an end in 292 years, the longest duration that Go knows. */
const longestMs = 292 * 365.25 * 86_400_000;

/** `GET /api/tags` */
export const tags: Route = (server) => {
  const modifiedAt = serverTime(server.epochMs, 0);
  return jsonAnswer(200, { models: [...server.models.values()].map((model) => ({ ...listed(model, modifiedAt), details: detailsOf(model) })) });
};

/** `GET /api/ps`; silent while a model is being loaded. */
export const resident: Route = async (server) => {
  const runners = await server.scheduler.resident();
  const now = server.clock.now();
  return jsonAnswer(200, {
    models: runners.map((runner) => ({
      name: runner.model.name,
      model: runner.model.name,
      size: runner.model.sizeBytes,
      digest: runner.model.digest,
      details: detailsOf(runner.model),
      expires_at: serverTime(server.epochMs, Math.min(runner.users > 0 ? now + runner.keepAliveMs : expiryOf(runner), now + longestMs)),
      size_vram: runner.model.sizeBytes,
      context_length: runner.options.num_ctx,
    })),
  });
};

/** `POST /api/show` */
export const show: Route = (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'ShowRequest');
  const name = textField(fields, 'model') || textField(fields, 'name');
  if (name === '') throw new ApiError(400, 'model is required');
  const model = findModel(server, name);
  const architecture = architectureOf(model);
  return jsonAnswer(200, {
    modelfile: `FROM ${model.name}\n`,
    template: model.path === 'rendered' ? '{{ range .Messages }}<|{{ .Role }}|>{{ .Content }}<|end|>{{ end }}<|assistant|>' : '',
    details: detailsOf(model),
    model_info: {
      'general.architecture': architecture,
      [`${architecture}.context_length`]: model.contextTokens,
      [`${architecture}.embedding_length`]: model.embeddingLength,
    },
    capabilities: model.capabilities,
    modified_at: serverTime(server.epochMs, 0),
  });
};

function listed(model: FakeModel, modifiedAt: string): Readonly<Record<string, unknown>> {
  return { name: model.name, model: model.name, modified_at: modifiedAt, size: model.sizeBytes, digest: model.digest };
}
