// connections
export { openConnection, type HttpConnection } from './connection/open-connection.ts';
export type { ConnectionOptions } from './connection/connection-options.ts';
export type { ServerProfile } from './connection/server-profile.ts';
export { readServerUrl } from './connection/read-server-url.ts';
export type { HttpFetch, HttpRequest } from './connection/http-fetch.ts';

// calls
export { makeCall } from './call/make-call.ts';
export { checkServer } from './call/check-server.ts';
export { streamCall } from './call/stream-call.ts';
export { openCall } from './call/open-call.ts';
export { wholeText } from './call/whole-text.ts';
export type { CallRequest, HttpCall } from './call/http-call.ts';
export { inWords, type CallTarget } from './call/call-target.ts';
export type { Framer, FramerOutlet } from './call/eager-stream.ts';

// replies
export { draftReply, type DraftJob, type FinishedDraft, type ReplyDraft } from './reply/draft-reply.ts';
export { splitThinking, type ThinkingSplitter, type WrittenPiece } from './reply/split-thinking.ts';
export { replyOf } from './reply/reply-of.ts';
export { watchForRunaway, type RunawayLimits, type RunawayWatch } from './reply/watch-for-runaway.ts';
export { isJsonObject, parseJson, type JsonObject } from './reply/parse-json.ts';
export { embedInBatches, type EmbeddingJob } from './reply/embed-in-batches.ts';

// failures
export type { FailedReply } from './failures/error-from-reply.ts';
export type { KnownFailure } from './failures/known-failure.ts';
export { serverSaid, type ServerSaid } from './failures/server-said.ts';
export { readRetryAfter } from './failures/read-retry-after.ts';

// options
export { checkModelName } from './options/check-model-name.ts';
export { checkRunaway } from './options/check-runaway.ts';
export { checkSampling } from './options/check-sampling.ts';
