const errorText = /^\W{0,4}(?:[a-z]{0,24}\s?error|[a-z]{0,24}exception)\s?(?:\d{3}\s?)?:/i;

/** True for the beginning of an error message, such as `Error: model not found`; what such a text quotes is no plan. */
export function looksLikeError(text: string): boolean {
  return errorText.test(text.slice(0, 64));
}
