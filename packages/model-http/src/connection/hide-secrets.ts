/**
 * Hides keys in what a server says, so that one that repeats them cannot put them into an error: as they are, with
 * escapes of JSON in them, and without the scheme word before them. Other header values are hidden from four characters
 * on: shorter ones would blot out words. Longer secrets go first, as one may hold another.
 */
export function hideSecrets(apiKey: string | undefined, headers: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = Object.values(headers)
    .flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)])
    .filter((value) => value.trim().length >= 4);
  if (apiKey !== undefined && apiKey !== '') secrets.push(apiKey);
  if (secrets.length === 0) return (text) => text;
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  const anySecret = new RegExp(longestFirst.map(spellings).join('|'), 'giu');
  return (text) => text.replace(anySecret, '***');
}

/** A pattern for what a header can carry, whose characters may be escaped, in JSON or in JSON within JSON. */
function spellings(secret: string): string {
  return secret.replace(/./gs, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return String.raw`\\{0,3}(?:\x${code}|u00${code})`;
  });
}
