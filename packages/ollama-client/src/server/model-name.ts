/**
 * A model's name with its tag, as the server lists it: without a tag it means `latest`.
 */
export function fullModelName(name: string): string {
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  return lastPart.includes(':') ? name : `${name}:latest`;
}
