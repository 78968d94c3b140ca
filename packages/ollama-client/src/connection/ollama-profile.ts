import type { JsonObject, ServerProfile } from '@planweave/model-http';
import { failureCatalogue } from './failure-catalogue.ts';

/** What is special to Ollama among the servers that adapters talk to. */
export const ollamaProfile: ServerProfile = Object.freeze({
  owner: 'ollama',
  addressOption: 'host',
  name: 'Ollama server',
  api: 'Ollama API',
  replyEnd: '"done"',
  startAdvice: 'start it with: ollama serve',
  unauthorizedAdvice: 'sign in with: ollama signin, or give an apiKey',
  forbiddenAdvice: 'the server refuses the host name or origin of this client: use its IP address or set OLLAMA_ORIGINS on the server',
  failures: failureCatalogue,
  // it says nothing but the failure then, so that an empty one is one too
  isFailure: (object: JsonObject) => 'error' in object,
});
