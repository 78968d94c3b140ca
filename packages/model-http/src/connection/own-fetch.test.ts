import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCallContext } from '@planweave/core-types';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCall } from '../call/make-call.ts';
import { failureOf, parrotProfile } from '../fixture/parrot.ts';
import { openConnection } from './open-connection.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const say = (url: string, connection = openConnection(parrotProfile, url)) =>
  makeCall(connection, 'polly', createCallContext(), async (call) => call.readText(await call.send({ url }))).finally(() => connection.close());

describe('the default fetch', () => {
  it("T31: is not ended by the header limit of Node's own fetch", async () => {
    let answer = (): void => {};
    const url = await serve((_, response) => {
      answer = () => response.end('late');
    });
    const usual = getGlobalDispatcher();
    const impatient = new Agent({ headersTimeout: 100, bodyTimeout: 100 });
    setGlobalDispatcher(impatient);
    try {
      const late = say(url);
      // a plain fetch gives up on the same silence, which tells that the limit would have fired by now
      const silent = await serve(() => {});
      expect((await failureOf(fetch(silent))).cause).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
      answer();
      expect(await late).toBe('late');
    } finally {
      setGlobalDispatcher(usual);
      await impatient.destroy();
    }
  });

  it('fails the calls under way when it is closed, and works again after it', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      if (requests > 1) response.end('x');
    });
    const connection = openConnection(parrotProfile, url);
    const failed = failureOf(say(url, connection));
    await expect.poll(() => requests).toBe(1);
    await connection.close();
    expect(await failed).toMatchObject({ code: 'PLANWEAVE_CANCELLED' });
    expect(await say(url, connection)).toBe('x');
  });

  it('says what to do when nobody listens', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect((await failureOf(say(url))).message).toBe(`No parrot server at ${url} (connection refused); start it with: parrot serve`);
  });
});
