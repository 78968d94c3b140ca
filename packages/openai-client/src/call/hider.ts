/**
 * Hides keys in what a server says, so that one that repeats them cannot put them into an error. Other header values are
 * hidden from four characters on: shorter ones would blot out words.
 */
export function hider(apiKey: string | undefined, headers: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = Object.values(headers).filter((value) => value.length >= 4);
  if (apiKey !== undefined && apiKey !== '') secrets.push(apiKey);
  return (text) => secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
