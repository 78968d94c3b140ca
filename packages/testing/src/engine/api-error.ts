/** What a route refuses a request with. Every API has its own way to write it as JSON. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * An error of the child process `llama-server`: Ollama puts its whole JSON body, as a string, where its own message
 * would be.
 */
export function nestedError(status: number, type: string, message: string, more: Readonly<Record<string, unknown>> = {}): ApiError {
  return new ApiError(status, JSON.stringify({ error: { code: status, message, type, ...more } }));
}
