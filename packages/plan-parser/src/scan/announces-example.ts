const announcement = /(?:\b(?:examples?|for instance|sample|template)\b|\be\.g\.)[^.!?{}\n]{0,48}[\s`]*(?:json)?\s*$/i;

/** True for prose that says of the JSON after it that it is an example: `For example, a plan looks like this:`. */
export function announcesExample(prose: string): boolean {
  return announcement.test(prose);
}
