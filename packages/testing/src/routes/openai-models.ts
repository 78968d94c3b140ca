import { jsonAnswer } from '../engine/answer.ts';
import type { Server } from '../engine/server.ts';
import { fieldsOf, textField } from '../requests/json-body.ts';
import { embedTexts } from './embed.ts';
import { findModel, type Route } from './route.ts';

/** `GET /v1/models`; `data` is `null` when nothing is installed. */
export const openaiModels: Route = (server) => {
  const data = [...server.models.values()].map((model) => described(server, model.name));
  return jsonAnswer(200, { object: 'list', data: data.length === 0 ? null : data });
};

/** `GET /v1/models/:model` */
export const openaiModel: Route = (server, exchange) => {
  const name = decodeURIComponent(exchange.record.path.slice('/v1/models/'.length));
  findModel(server, name);
  return jsonAnswer(200, described(server, name));
};

/** `POST /v1/embeddings` */
export const openaiEmbeddings: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'EmbedRequest');
  const name = textField(fields, 'model');
  const { vectors, promptTokens } = await embedTexts(server, exchange, name, fields);
  const write = fields['encoding_format'] === 'base64' ? base64 : (vector: readonly (number | null)[]) => vector;
  return jsonAnswer(200, {
    object: 'list',
    data: vectors.map((vector, index) => ({ object: 'embedding', embedding: write(vector), index })),
    model: name,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  });
};

function described(server: Server, id: string): Readonly<Record<string, unknown>> {
  return { id, object: 'model', created: Math.floor(server.epochMs / 1000), owned_by: id.includes('/') ? id.slice(0, id.indexOf('/')) : 'library' };
}

/** 32-bit floats, the least significant byte first. */
function base64(vector: readonly (number | null)[]): string {
  const bytes = new DataView(new ArrayBuffer(4 * vector.length));
  for (const [index, component] of vector.entries()) bytes.setFloat32(4 * index, component ?? Number.NaN, true);
  return Buffer.from(bytes.buffer).toString('base64');
}
