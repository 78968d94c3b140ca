/** The user asked for something that cannot be: one line to standard error and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
