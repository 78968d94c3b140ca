import type { Engine } from '../engine/create-engine.ts';
import { serverStopped, type Incoming, type Wire } from '../engine/wire.ts';
import { createReplyStream, type ReplyStream } from './reply-stream.ts';

/** A function that can stand in for the global `fetch`. */
export type FetchFunction = typeof globalThis.fetch;

/** A connection that exists in name only. */
interface VirtualSocket {
  readonly id: number;
  diesOnNextRequest: boolean;
}

/** Statuses of which a `Response` may have no body. */
const bodilessStatuses = new Set([101, 103, 204, 205, 304]);

/** A front without a socket. */
export interface FakeFetch {
  readonly fetch: FetchFunction;
  /** Breaks off whatever is open. */
  closeAll(): void;
}

/**
 * The engine behind a `fetch`: no socket, no port, only promises, so that a manual clock decides about everything. It
 * fails the way Node's fetch does, with a `TypeError` whose `cause` has the code. The host of the address does not
 * matter.
 *
 * @param isUp - Whether anybody listens.
 */
export function createFakeFetch(engine: Engine, isUp: () => boolean): FakeFetch {
  const idle: VirtualSocket[] = [];
  const open = new Set<() => void>();
  const fetch: FetchFunction = async (input, init) => {
    const { target, method, headers, signal, body } = await readRequest(input, init);
    signal?.throwIfAborted();
    if (!isUp()) throw fetchFailed('ECONNREFUSED', 'connect ECONNREFUSED');
    const socket = idle.pop() ?? { id: engine.newSocketId(), diesOnNextRequest: false };
    if (socket.diesOnNextRequest) throw fetchFailed('UND_ERR_SOCKET', 'other side closed');
    const incoming: Incoming = { target, method, headers, body, socketId: socket.id };
    return new Promise((resolve, reject) => {
      const gone = new AbortController();
      const over = () => {
        signal?.removeEventListener('abort', onAbort);
        open.delete(breakOff);
      };
      const reply = createReplyStream(() => {
        over();
        gone.abort();
      });
      const onAbort = () => {
        over();
        gone.abort();
        reply.abort(signal?.reason);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const wire = wireTo(engine, idle, socket, reply, { resolve, reject, over });
      const breakOff = () => {
        gone.abort(serverStopped);
        wire.cut('reset');
      };
      open.add(breakOff);
      void engine.serve(incoming, wire, gone.signal);
    });
  };
  return {
    fetch,
    closeAll() {
      idle.length = 0;
      for (const breakOff of open) breakOff();
    },
  };
}

interface Caller {
  resolve(response: Response): void;
  reject(error: unknown): void;
  /** The exchange is over; the caller's signal is of no interest any more. */
  over(): void;
}

function wireTo(engine: Engine, idle: VirtualSocket[], socket: VirtualSocket, reply: ReplyStream, caller: Caller): Wire {
  return {
    head(status, headers) {
      caller.resolve(new Response(bodilessStatuses.has(status) ? null : reply.stream, { status, headers }));
    },
    write: (bytes) => reply.push(bytes),
    end() {
      caller.over();
      reply.close();
      idle.push(socket);
    },
    cut(how) {
      caller.over();
      const error = how === 'reset' ? { code: 'ECONNRESET', message: 'read ECONNRESET' } : { code: 'UND_ERR_SOCKET', message: 'other side closed' };
      reply.fail(new TypeError('terminated', { cause: causeOf(error.code, error.message) }));
      // of no effect when the headers are out
      caller.reject(fetchFailed(error.code, error.message));
    },
    hangUp({ when, afterMs = 0 }) {
      if (when === 'next-request') socket.diesOnNextRequest = true;
      else engine.clock.schedule(() => void (idle.includes(socket) && idle.splice(idle.indexOf(socket), 1)), afterMs);
    },
  };
}

async function readRequest(input: Parameters<FetchFunction>[0], init: Parameters<FetchFunction>[1]) {
  const request = typeof input === 'string' || input instanceof URL ? undefined : input;
  const { pathname, search } = typeof input === 'string' ? new URL(input) : input instanceof URL ? input : new URL(input.url);
  const body = init?.body ?? request?.body ?? undefined;
  return {
    target: pathname + search,
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: Object.fromEntries(new Headers(init?.headers ?? request?.headers)),
    signal: init?.signal ?? request?.signal,
    body: body === undefined ? new Uint8Array() : new Uint8Array(await new Response(body).arrayBuffer()),
  };
}

function fetchFailed(code: string, message: string): TypeError {
  return new TypeError('fetch failed', { cause: causeOf(code, message) });
}

function causeOf(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
