import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the client closed the connection before the reply was complete. */
  readonly disconnected: Promise<void>;
}

/** Answers one request with the raw means of `node:http`. */
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** A real server on loopback that says exactly what a test wants it to say. */
export interface LoopbackServer {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** What is answered next, and from then on. */
  answer: Answer;
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function startLoopbackServer(answer: Answer): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const server: Server = createServer((incoming, response) => {
    void receive(incoming, response).then(async (request) => {
      requests.push(request);
      await loopback.answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const loopback: LoopbackServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return loopback;
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const disconnected = new Promise<void>((resolve) => {
    response.on('close', () => {
      if (!response.writableFinished) resolve();
    });
  });
  let body = '';
  for await (const piece of incoming) body += String(piece);
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body, disconnected };
}
