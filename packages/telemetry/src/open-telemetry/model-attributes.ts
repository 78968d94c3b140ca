import { conventions } from './semantic-conventions.ts';

/** What the conventions want to know of a model. */
export type ModelAttributes = Readonly<Record<typeof conventions.requestModel, string>> & Partial<Readonly<Record<typeof conventions.serverAddress, string> & Record<typeof conventions.serverPort, number>>>;

/** The attributes in a model's id, `phi3:mini@http://127.0.0.1:11434`. Names and passwords in the address are left out. */
export function modelAttributes(id: string): ModelAttributes {
  const at = id.lastIndexOf('@http');
  const url = at < 0 ? undefined : urlIn(id.slice(at + 1));
  if (url === undefined) return { [conventions.requestModel]: id };
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { [conventions.requestModel]: id.slice(0, at), [conventions.serverAddress]: url.hostname, [conventions.serverPort]: port };
}

function urlIn(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
