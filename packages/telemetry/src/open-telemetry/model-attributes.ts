import { conventions } from './semantic-conventions.ts';

const mostModels = 64;

/** What the conventions want to know of a model. */
export type ModelAttributes = Readonly<Record<typeof conventions.requestModel, string>> & Partial<Readonly<Record<typeof conventions.serverAddress, string> & Record<typeof conventions.serverPort, number>>>;

/**
 * The attributes in a model's id, `phi3:mini@http://127.0.0.1:11434`. Of an address, only host and port are told, and of one
 * that cannot be read nothing: there may be names and passwords in it.
 */
function modelAttributes(id: string): ModelAttributes {
  const at = id.search(/@https?:\/\//i);
  if (at < 0) return { [conventions.requestModel]: id };
  const url = urlIn(id.slice(at + 1));
  if (url === undefined) return { [conventions.requestModel]: id.slice(0, at) };
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { [conventions.requestModel]: id.slice(0, at), [conventions.serverAddress]: url.hostname, [conventions.serverPort]: port };
}

/** Remembers the attributes of models, of which a planner has a few and asks them again and again. */
export function modelReader(): (id: string) => ModelAttributes {
  const known = new Map<string, ModelAttributes>();
  return (id) => {
    const attributes = known.get(id) ?? modelAttributes(id);
    if (known.size < mostModels) known.set(id, attributes);
    return attributes;
  };
}

function urlIn(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
