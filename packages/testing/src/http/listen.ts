import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Engine } from '../engine/create-engine.ts';
import { serverStopped, type Wire } from '../engine/wire.ts';

/** A front on a real socket of this machine. */
export interface Listener {
  readonly url: string;
  /** Closes every connection at once and listens no more. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  reopen(): Promise<void>;
}

/** What a front knows of a connection. */
interface Connection {
  readonly id: number;
  /** The next request on it finds it closed. */
  diesOnNextRequest: boolean;
}

/** Larger bodies end the connection; no test of a client needs them. */
const mostBodyBytes = 64 * 1024 * 1024;

/**
 * Serves an engine over HTTP on 127.0.0.1.
 *
 * @throws The system's error when the port is taken.
 */
export async function listen(engine: Engine, port: number): Promise<Listener> {
  const connections = new WeakMap<Socket, Connection>();
  const open = new Set<AbortController>();
  const server = createServer({ keepAlive: true, noDelay: true, keepAliveTimeout: 0, requestTimeout: 0 });
  server.on('connection', (socket) => {
    connections.set(socket, { id: engine.newSocketId(), diesOnNextRequest: false });
  });
  server.on('request', (request, response) => {
    const connection = connections.get(request.socket);
    if (connection === undefined || connection.diesOnNextRequest) request.socket.destroy();
    else void serve(engine, request, response, connection, open);
  });
  const start = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await start(port);
  const chosenPort = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${chosenPort}`,
    close: () =>
      new Promise((resolve) => {
        for (const gone of open) gone.abort(serverStopped);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    reopen: () => start(chosenPort),
  };
}

async function serve(engine: Engine, request: IncomingMessage, response: ServerResponse, connection: Connection, open: Set<AbortController>): Promise<void> {
  const gone = new AbortController();
  open.add(gone);
  response.sendDate = false;
  response.on('error', () => {});
  response.on('close', () => {
    open.delete(gone);
    if (!response.writableFinished) gone.abort();
  });
  const body = await bodyOf(request);
  if (body === undefined) {
    request.socket.destroy();
    return;
  }
  const incoming = {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body,
    socketId: connection.id,
  };
  await engine.serve(incoming, wireTo(response, engine, connection), gone.signal);
}

/** The whole body; `undefined` when it never ends well or is too large. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request) {
      parts.push(part as Buffer);
      length += (part as Buffer).length;
      if (length > mostBodyBytes) return undefined;
    }
  } catch {
    return undefined;
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function wireTo(response: ServerResponse, engine: Engine, connection: Connection): Wire {
  const { socket } = response;
  return {
    head(status, headers) {
      response.writeHead(status, headers);
    },
    // a write that has gone out is a packet of its own; one to a closed connection counts as gone out
    write: (bytes) => new Promise((resolve) => void response.write(bytes, () => resolve())),
    end() {
      response.end();
    },
    cut(how) {
      if (how === 'reset') socket?.resetAndDestroy();
      else socket?.destroy();
    },
    hangUp({ when, afterMs = 0 }) {
      const close = () => engine.clock.schedule(() => socket?.destroy(), afterMs);
      if (when === 'next-request') connection.diesOnNextRequest = true;
      else if (response.writableFinished) close();
      else response.once('finish', close);
    },
  };
}
