import type { CallTarget } from '@planweave/model-http';

/** What is said of a model that the server does not have. */
export function notInstalled({ model, host }: CallTarget): string {
  return `Model "${model}" is not installed on ${host}; run: ollama pull ${model}`;
}
