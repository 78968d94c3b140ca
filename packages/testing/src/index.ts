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
export { NothingScriptedError } from './models/nothing-scripted-error.ts';

// observers
export { recordingObserver, type RecordingObserver } from './observers/recording-observer.ts';

// a fake server
export { startFakeOllama, type StartFakeOllamaOptions } from './ollama/start-fake-ollama.ts';
export { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from './ollama/create-fake-ollama.ts';
export type { FetchFunction } from './http/fake-fetch.ts';
export type { FakeCapability, FakeModelOptions } from './engine/fake-model.ts';
export { localSpeed, type FakeSpeed } from './engine/fake-speed.ts';
export type { FakeMessage, FakeReply, FakeRequest, FakeToolCall, ReplyContext, ReplyWriter } from './engine/generation/fake-reply.ts';
export type { RecordedRequest, RequestStage } from './engine/recorded-request.ts';
export type { ModelLoad } from './engine/scheduling/model-load.ts';
export type { RunnerOptions } from './engine/scheduling/runner-options.ts';

// what a fake server does wrong
export type { ContentFault, Corruption, Fault, StatusFault } from './faults/fault.ts';
export type { FaultRule } from './faults/fault-rules.ts';
export { ollamaErrors } from './faults/ollama-errors.ts';
