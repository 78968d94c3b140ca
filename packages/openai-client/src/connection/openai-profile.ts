import type { JsonObject, ServerProfile } from '@planweave/model-http';
import type { Dialect } from '../options/dialect.ts';
import { failureCatalogue } from './failure-catalogue.ts';

/** What is special to the servers that speak the OpenAI protocol, and to this one among them. */
export function openAiProfile({ advice }: Dialect): ServerProfile {
  return Object.freeze({
    owner: 'openAiCompatible',
    addressOption: 'baseUrl',
    name: 'model server',
    api: 'OpenAI-compatible API',
    replyEnd: 'a finish_reason',
    startAdvice: advice,
    unauthorizedAdvice: 'give a valid apiKey',
    forbiddenAdvice: 'the server refuses this client or this host name',
    failures: failureCatalogue,
    // some servers write `"error": null` beside a good reply, and old ones write errors flat
    isFailure: (object: JsonObject) => (object['error'] !== undefined && object['error'] !== null) || object['object'] === 'error',
  });
}
