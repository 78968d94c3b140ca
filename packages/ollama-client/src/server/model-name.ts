/**
 * A model's name with its tag, as the server lists it: without a tag it means `latest`.
 *
 * @example
 * ```ts
 * import { fullModelName } from '@planweave/ollama-client';
 *
 * fullModelName('llama3.2'); //=> 'llama3.2:latest'
 * fullModelName('hf.co/someone/model:Q4_K_M'); //=> 'hf.co/someone/model:Q4_K_M'
 * ```
 */
export function fullModelName(name: string): string {
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  return lastPart.includes(':') ? name : `${name}:latest`;
}
