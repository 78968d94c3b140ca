// time and chance
export { manualClock, type ManualClock, type ManualClockOptions } from './clock/manual-clock.ts';
export { seededRandom } from '@planweave/core-types';

// models
export {
  scriptedModel,
  type ScriptedAnswer,
  type ScriptedCall,
  type ScriptedModel,
  type ScriptedModelOptions,
  type ScriptedReply,
  type ScriptedText,
} from './models/scripted-model.ts';
export { mockLlm, type MockLlmOptions } from './models/mock-llm.ts';
export { originalMockReply } from './models/original-mock-reply.ts';
export { alwaysErrMock } from './models/always-err-mock.ts';
export { failingModel, type FailingModelOptions } from './models/failing-model.ts';
export { slowModel } from './models/slow-model.ts';
export { chunkedModel } from './models/chunked-model.ts';
export { malformedModel, malformedReplies, type MalformedReply } from './models/malformed-model.ts';
export { hallucinatingModel, type HallucinatingModelOptions } from './models/hallucinating-model.ts';
export { chunksOf, textOf } from './models/chunks-of.ts';
export type { MockOptions } from './models/mock-options.ts';
export { NothingScriptedError } from './models/nothing-scripted-error.ts';

// a domain
export { lineDomain, type LineWorld } from './domains/line-domain.ts';

// observers
export { recordingObserver, type RecordingObserver } from './observers/recording-observer.ts';

// a fake server
export { startFakeOllama, type StartFakeOllamaOptions } from './ollama/start-fake-ollama.ts';
export { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from './ollama/create-fake-ollama.ts';
export type { FetchFunction } from './http/in-process-fetch.ts';
export type { FakeCapability, FakeModelOptions } from './engine/fake-model.ts';
export { localSpeed, type FakeSpeed } from './engine/fake-speed.ts';
export type { FakeMessage, FakeReply, FakeRequest, FakeToolCall, ReplyContext, ReplyWriter } from './engine/generation/fake-reply.ts';
export type { RecordedRequest, RequestStage } from './engine/recorded-request.ts';
export type { ModelLoad } from './engine/scheduling/model-load.ts';
export type { RunnerOptions } from './engine/scheduling/runner-options.ts';

// what a fake server does wrong
export type { ContentFault, Corruption, Fault, StatusFault } from './faults/fault.ts';
export { randomFault } from './faults/random-fault.ts';
export type { FaultRule } from './faults/fault-rules.ts';
export { ollamaErrors } from './faults/ollama-errors.ts';

// recorded traffic
export { recordingFetch, type RecordingFetch, type RecordingFetchOptions } from './cassettes/recording-fetch.ts';
export { replayingFetch, type ReplayingFetch, type ReplayingFetchOptions } from './cassettes/replaying-fetch.ts';
export { cassetteText, parseCassette } from './cassettes/parse-cassette.ts';
export type { Cassette, CassetteBytes, CassetteExchange } from './cassettes/cassette.ts';

// contracts
export { httpModelContract, type HttpModelSubject } from './contracts/http-model-contract.ts';
export { languageModelContract, type LanguageModelSubject } from './contracts/language-model-contract.ts';
export { planCacheContract, type PlanCacheLike, type PlanCacheQuestion, type PlanCacheSubject } from './contracts/plan-cache-contract.ts';
export { planCacheStoreContract, type PlanCacheStoreLike, type PlanCacheStoreSubject, type StoredPlanLike } from './contracts/plan-cache-store-contract.ts';
export { planDomainContract, type PlanDomainSubject } from './contracts/plan-domain-contract.ts';
export { policyContract, type PolicySubject } from './contracts/policy-contract.ts';
export { rejectionOf } from './contracts/rejection-of.ts';
export type { ContractOptions, TestApi } from './contracts/test-api.ts';
