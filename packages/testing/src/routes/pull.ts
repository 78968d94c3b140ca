import { bytesOf, jsonAnswer, streamAnswer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import { ConnectionCut } from '../engine/connection-cut.ts';
import type { Exchange } from '../engine/exchange.ts';
import { isModelName, withTag, type FakeModel } from '../engine/fake-model.ts';
import { goJson } from '../engine/go-json.ts';
import { pauseUntil } from '../engine/pause.ts';
import type { Server } from '../engine/server.ts';
import { fieldsOf, flagField, textField } from '../requests/json-body.ts';
import type { Route } from './route.ts';

type Progress = Readonly<Record<string, string | number>>;

/** How often the real server reports while it downloads. */
const reportEveryMs = 60;

const missing = 'pull model manifest: file does not exist';

/** `POST /api/pull`: a stream of progress reports, of which the last one says `success`. */
export const pull: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'PullRequest');
  const name = textField(fields, 'model') || textField(fields, 'name');
  if (!isModelName(name)) throw new ApiError(400, 'invalid model name');
  const model = server.registry.get(withTag(name)) ?? server.models.get(withTag(name));
  const reports = progressOf(server, exchange, model);
  if (flagField(fields, 'stream') === false) {
    let last: Progress = {};
    for await (const report of reports) last = report;
    if ('error' in last) throw new ApiError(500, String(last['error']));
    return jsonAnswer(200, last);
  }
  return streamAnswer('application/x-ndjson', lines(reports));
};

async function* lines(reports: AsyncIterable<Progress>): AsyncGenerator<Uint8Array> {
  for await (const report of reports) yield bytesOf(`${goJson(report)}\n`);
}

async function* progressOf(server: Server, exchange: Exchange, model: FakeModel | undefined): AsyncGenerator<Progress> {
  const fault = exchange.faults.find('pull')?.how;
  exchange.enter('stream');
  yield { status: 'pulling manifest' };
  // a missing model is found out after the 200 was sent
  if (model === undefined || fault === 'missing') {
    yield { error: missing };
    return;
  }
  yield* download(server, exchange, model, fault);
  server.models.set(model.name, model);
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) yield { status };
}

async function* download(server: Server, exchange: Exchange, model: FakeModel, fault: 'stalled' | 'disconnected' | undefined): AsyncGenerator<Progress> {
  const { clock, pulledBytes } = server;
  const total = model.sizeBytes;
  const half = Math.floor(total / 2);
  const step = Math.min(half, (server.speed.pullBytesPerSecond * reportEveryMs) / 1000);
  const layer = { status: `pulling ${model.digest.slice(0, 12)}`, digest: `sha256:${model.digest}`, total };
  for (let completed = pulledBytes.get(model.name) ?? 0; ; ) {
    yield completed === 0 ? layer : { ...layer, completed };
    if (completed >= total) return;
    if (completed >= half && fault === 'disconnected') throw new ConnectionCut('reset');
    const isStalled = completed >= half && fault === 'stalled';
    if (isStalled || server.speed.pullBytesPerSecond !== Infinity) await pauseUntil(clock, clock.now() + reportEveryMs, exchange.signal);
    if (!isStalled) completed = Math.min(total, Math.ceil(completed + step));
    pulledBytes.set(model.name, completed);
  }
}
