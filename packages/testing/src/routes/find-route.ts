import { jsonAnswer, textAnswer } from '../engine/answer.ts';
import { chat } from './chat.ts';
import { completion } from './completion.ts';
import { embed, embedOne } from './embed.ts';
import { resident, show, tags } from './model-list.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiEmbeddings, openaiModel, openaiModels } from './openai-models.ts';
import { pull } from './pull.ts';
import type { Route } from './route.ts';

const root: Route = () => textAnswer(200, 'Ollama is running', 'text/plain; charset=utf-8');
const version: Route = (server) => jsonAnswer(200, { version: server.version });
const status: Route = () => jsonAnswer(200, { cloud: { disabled: true, source: 'env' } });
const notFound: Route = () => textAnswer(404, '404 page not found');
const wrongMethod: Route = () => textAnswer(405, '405 method not allowed');

const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/': { GET: root, HEAD: root },
  '/api/version': { GET: version, HEAD: version },
  '/api/status': { GET: status },
  '/api/tags': { GET: tags, HEAD: tags },
  '/api/ps': { GET: resident },
  '/api/show': { POST: show },
  '/api/chat': { POST: chat },
  '/api/generate': { POST: completion },
  '/api/embed': { POST: embed },
  '/api/embeddings': { POST: embedOne },
  '/api/pull': { POST: pull },
  '/v1/chat/completions': { POST: openaiChat },
  '/v1/embeddings': { POST: openaiEmbeddings },
  '/v1/models': { GET: openaiModels },
};

/** The route of a request; one that says so in plain text when there is none. */
export function findRoute(method: string, path: string): Route {
  if (path.startsWith('/v1/models/')) return method === 'GET' ? openaiModel : wrongMethod;
  if (!Object.hasOwn(routes, path)) return notFound;
  return routes[path]?.[method] ?? wrongMethod;
}
