import type { JsonObject } from '../reply/parse-json.ts';
import type { KnownFailure } from '../failures/known-failure.ts';

/** What is special to one kind of server: how it is called, and what its errors mean. An adapter writes one of these. */
export interface ServerProfile {
  /** The factory that takes the options, for messages about them: `'ollama'`. */
  readonly owner: string;
  /** The option that holds the server's address: `'host'`. */
  readonly addressOption: string;
  /** What listens there: `'Ollama server'`. */
  readonly name: string;
  /** What it speaks: `'Ollama API'`. */
  readonly api: string;
  /** What ends a reply, for the message when it is missing: `'"done"'`. */
  readonly replyEnd: string;
  /** What to do when nothing listens: `'start it with: ollama serve'`. */
  readonly startAdvice: string;
  /** What to do after HTTP 401: `'give a valid apiKey'`. */
  readonly unauthorizedAdvice: string;
  /** What to do after HTTP 403. */
  readonly forbiddenAdvice: string;
  /** What its error texts mean, most telling first. They decide before the status does. */
  readonly failures: readonly KnownFailure[];
  /** Whether an object within a reply of status 200 tells of a failure. */
  isFailure(object: JsonObject): boolean;
}
