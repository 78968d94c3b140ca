import type { Engine } from '../engine/create-engine.ts';
import { serverStopped, type Wire } from '../engine/wire.ts';
import { inProcessFetch, type FetchFunction, type FetchReply } from './in-process-fetch.ts';

/** A front without a socket. */
export interface FakeFetch {
  readonly fetch: FetchFunction;
  /** Breaks off whatever is open. */
  closeAll(): void;
}

/** A connection that exists in name only. */
interface VirtualSocket {
  readonly id: number;
  diesOnNextRequest: boolean;
}

/**
 * The engine behind a `fetch`. The host of the address does not matter. Connections exist in name only, so that their
 * reuse can be seen, and can go wrong.
 *
 * @param isUp - Whether anybody listens.
 */
export function createFakeFetch(engine: Engine, isUp: () => boolean): FakeFetch {
  const idle: VirtualSocket[] = [];
  const open = new Set<() => void>();
  const fetch = inProcessFetch(({ url, method, headers, body }, reply, gone) => {
    if (!isUp()) return reply.fail('ECONNREFUSED', 'connect ECONNREFUSED');
    const socket = idle.pop() ?? { id: engine.newSocketId(), diesOnNextRequest: false };
    if (socket.diesOnNextRequest) return reply.fail('UND_ERR_SOCKET', 'other side closed');
    const ended = new AbortController();
    const wire = wireTo(engine, idle, socket, reply);
    const breakOff = () => {
      ended.abort(serverStopped);
      wire.cut('reset');
    };
    open.add(breakOff);
    gone.addEventListener(
      'abort',
      () => {
        open.delete(breakOff);
        ended.abort();
      },
      { once: true },
    );
    const incoming = { method, target: url.pathname + url.search, headers, body, socketId: socket.id };
    void engine.serve(incoming, wire, ended.signal).finally(() => open.delete(breakOff));
  });
  return {
    fetch,
    closeAll() {
      idle.length = 0;
      for (const breakOff of open) breakOff();
    },
  };
}

function wireTo(engine: Engine, idle: VirtualSocket[], socket: VirtualSocket, reply: FetchReply): Wire {
  return {
    head: (status, headers) => reply.head(status, headers),
    write: (bytes) => reply.write(bytes),
    end() {
      reply.end();
      idle.push(socket);
    },
    cut(how) {
      if (how === 'reset') reply.fail('ECONNRESET', 'read ECONNRESET');
      else reply.fail('UND_ERR_SOCKET', 'other side closed');
    },
    hangUp({ when, afterMs = 0 }) {
      if (when === 'next-request') socket.diesOnNextRequest = true;
      else engine.clock.schedule(() => void (idle.includes(socket) && idle.splice(idle.indexOf(socket), 1)), afterMs);
    },
  };
}
