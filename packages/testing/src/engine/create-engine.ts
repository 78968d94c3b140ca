import type { Clock } from '@planweave/core-types';
import { meetArrivalFaults } from '../faults/arrival-faults.ts';
import type { FaultRules } from '../faults/fault-rules.ts';
import { spoilFrames } from '../faults/frame-faults.ts';
import { errorAnswer } from '../routes/error-answer.ts';
import { findRoute } from '../routes/find-route.ts';
import type { Answer } from './answer.ts';
import { ConnectionCut } from './connection-cut.ts';
import { openExchange, type OpenExchange } from './open-exchange.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Server } from './server.ts';
import { serverStopped, type Incoming, type Wire } from './wire.ts';

/** The server without a front: it takes requests and writes answers. */
export interface Engine {
  readonly clock: Clock;
  readonly requests: readonly RecordedRequest[];
  /** The most requests that were in work at once. */
  readonly mostInFlight: number;
  /** A number for a new connection. */
  newSocketId(): number;
  /** Works on one request until it is answered, cut, or given up. Never rejects. `gone` aborts when the client leaves. */
  serve(incoming: Incoming, wire: Wire, gone: AbortSignal): Promise<void>;
}

/** What the engine needs besides the server's parts. */
export interface EngineOptions {
  readonly server: Server;
  readonly rules: FaultRules;
  /** How many requests are kept on record; the oldest are dropped first. */
  readonly maxRequests: number;
  /** Called when a fault wants nobody to listen any more. */
  readonly onRefuse: (forMs: number | undefined) => void;
}

/** Puts routes, faults and records around the parts of a server. */
export function createEngine({ server, rules, maxRequests, onRefuse }: EngineOptions): Engine {
  const requests: RecordedRequest[] = [];
  const { clock } = server;
  let received = 0;
  let sockets = 0;
  let inFlight = 0;
  let mostInFlight = 0;

  const answerTo = async (exchange: OpenExchange): Promise<Answer> => {
    const { method, path, model } = exchange.record;
    try {
      const early = await meetArrivalFaults(exchange, model ?? '');
      return early ?? (await findRoute(method, path)(server, exchange));
    } catch (error) {
      return errorAnswer(error, path);
    }
  };

  const send = async (exchange: OpenExchange, wire: Wire): Promise<void> => {
    const { record } = exchange;
    const answer = spoilFrames(exchange, await answerTo(exchange));
    exchange.signal.throwIfAborted();
    record.status = answer.status;
    record.answeredAt = clock.now();
    wire.head(answer.status, {
      date: new Date(server.epochMs + clock.now()).toUTCString(),
      ...answer.headers,
      ...(answer.body instanceof Uint8Array ? { 'content-length': String(answer.body.length) } : {}),
    });
    if (record.method === 'HEAD') return wire.end();
    for await (const bytes of answer.body instanceof Uint8Array ? [answer.body] : answer.body) {
      if (bytes.length > 0) await wire.write(bytes);
      exchange.signal.throwIfAborted();
    }
    wire.end();
  };

  const fail = (exchange: OpenExchange, wire: Wire, error: unknown) => {
    // a client that has gone hears nothing; it was noted when it left
    if (exchange.signal.aborted) return;
    const how = error instanceof ConnectionCut ? error.how : 'reset';
    exchange.end('cut');
    wire.cut(how === 'refuse' ? 'reset' : how);
    if (how === 'refuse') onRefuse(exchange.faults.find('refuse')?.forMs);
  };

  return {
    clock,
    requests,
    get mostInFlight() {
      return mostInFlight;
    },
    newSocketId: () => (sockets += 1),
    async serve(incoming, wire, gone) {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      const exchange = openExchange(incoming, { number: (received += 1), inFlight, clock, signal: gone, rules });
      requests.push(exchange.record);
      if (requests.length > maxRequests) requests.shift();
      exchange.onEnd(() => {
        inFlight -= 1;
      });
      const leave = () => exchange.end(gone.reason === serverStopped ? 'cut' : 'disconnected');
      if (gone.aborted) return leave();
      gone.addEventListener('abort', leave, { once: true });
      try {
        await send(exchange, wire);
        const hangUp = exchange.faults.find('hang-up');
        if (hangUp !== undefined) wire.hangUp(hangUp);
        exchange.end('completed');
      } catch (error) {
        fail(exchange, wire, error);
      }
    },
  };
}
