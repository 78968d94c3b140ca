import { jsonAnswer, textAnswer, type Answer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import { ConnectionCut } from '../engine/connection-cut.ts';
import type { Exchange } from '../engine/exchange.ts';
import { pauseUntil } from '../engine/pause.ts';
import { busyMessage } from '../engine/scheduling/scheduler.ts';
import type { FaultOf, StatusFault } from './fault.ts';

/**
 * What goes wrong before a route sees the request.
 *
 * @returns The answer that takes the place of the route's, if there is one.
 * @throws `ConnectionCut` when there is no answer at all; `ApiError` when the server refuses.
 */
export async function meetArrivalFaults(exchange: Exchange, modelName: string): Promise<Answer | undefined> {
  const { faults, clock, signal } = exchange;
  if (faults.find('refuse') !== undefined) throw new ConnectionCut('refuse');
  const drop = faults.find('drop');
  if (drop !== undefined) throw new ConnectionCut(drop.how ?? 'close');
  const delay = faults.find('delay');
  if (delay !== undefined) await pauseUntil(clock, clock.now() + delay.ms, signal);
  if (faults.find('queue-full') !== undefined) throw new ApiError(503, busyMessage);
  const status = faults.find('status');
  if (status !== undefined) return statusAnswer(status, modelName);
  const proxy = faults.find('proxy');
  return proxy === undefined ? undefined : proxyAnswer(proxy);
}

function statusAnswer({ status, body = '', contentType, headers = {} }: StatusFault, modelName: string): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = contentType ?? (typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8');
  const answer = textAnswer(status, text.replaceAll('{model}', modelName), type);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

const htmlPages = {
  'bad-gateway': [502, '502 Bad Gateway'],
  'gateway-timeout': [504, '504 Gateway Time-out'],
  'too-large': [413, '413 Request Entity Too Large'],
} as const;

function proxyAnswer({ how, retryAfter = '1' }: FaultOf<'proxy'>): Answer | undefined {
  if (how === 'buffering') return undefined;
  if (how === 'retry-after') {
    const answer = jsonAnswer(503, { error: busyMessage });
    return { ...answer, headers: { ...answer.headers, 'retry-after': retryAfter } };
  }
  const [status, title] = htmlPages[how];
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return textAnswer(status, page, 'text/html');
}
