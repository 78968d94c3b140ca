/**
 * Hides keys in what a server says, so that one that repeats them cannot put them into an error. Other header values are
 * hidden from four characters on: shorter ones would blot out words. Longer secrets go first, as one may hold another.
 */
export function hideSecrets(apiKey: string | undefined, headers: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = Object.values(headers).filter((value) => value.length >= 4);
  if (apiKey !== undefined && apiKey !== '') secrets.push(apiKey);
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
