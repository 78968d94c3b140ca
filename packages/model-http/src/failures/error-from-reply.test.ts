import { describe, expect, it } from 'vitest';
import { parrotProfile, target } from '../fixture/parrot.ts';
import { errorFromReply, type FailedReply } from './error-from-reply.ts';
import { serverSaid } from './server-said.ts';

const errorOf = (body: string, rest: Partial<FailedReply> = {}) => errorFromReply({ said: serverSaid(body), ...rest }, target, parrotProfile);

describe('errorFromReply', () => {
  it.each([
    [undefined, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [200, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [204, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
    [302, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
    [400, 'PLANWEAVE_BAD_REQUEST', false],
    [401, 'PLANWEAVE_ACCESS_DENIED', false],
    [403, 'PLANWEAVE_ACCESS_DENIED', false],
    [404, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
    [405, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
    [408, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [422, 'PLANWEAVE_BAD_REQUEST', false],
    [429, 'PLANWEAVE_SERVER_BUSY', true],
    [499, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [500, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [501, 'PLANWEAVE_UNSUPPORTED', false],
    [502, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [503, 'PLANWEAVE_SERVER_BUSY', true],
    [504, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
  ])('status %s alone means %s', (status, code, isRetryable) => {
    expect(errorOf('', { status })).toMatchObject({ code, isRetryable, status, message: expect.stringContaining('without a word; ') as string });
  });

  it('lets what is said decide before the status, where the profile knows it', () => {
    expect(errorOf('{"error":"there is no such parrot"}', { status: 500 })).toMatchObject({ code: 'PLANWEAVE_MODEL_NOT_FOUND', message: 'There is no polly; buy one' });
    expect(errorOf('{"error":{"message":"?","type":"no such parrot"}}')).toMatchObject({ code: 'PLANWEAVE_MODEL_NOT_FOUND' });
  });

  it('finds what it knows far into a long text, of which it shows the beginning, and each time', () => {
    const long = `${'log line '.repeat(500)} asleep`;
    for (let time = 0; time < 2; time += 1) {
      const error = errorFromReply({ said: serverSaid(long), status: 400 }, target, { ...parrotProfile, failures: parrotProfile.failures.map((failure) => ({ ...failure, says: new RegExp(failure.says, 'g') })) });
      expect(error).toMatchObject({ code: 'PLANWEAVE_SERVER_BUSY' });
      expect(error.message.length).toBeLessThan(450);
    }
  });

  it('keeps to the status and the form that a known failure asks for', () => {
    expect(errorOf('asleep', { status: 400 })).toMatchObject({ code: 'PLANWEAVE_SERVER_BUSY', phase: 'load', retryAfterMs: 7, message: expect.stringMatching(/HTTP 400: asleep; wake it$/) as string });
    expect(errorOf('asleep', { status: 422 })).toMatchObject({ code: 'PLANWEAVE_BAD_REQUEST' });
    expect(errorOf('{"error":"gone"}', { status: 404 })).toMatchObject({ code: 'PLANWEAVE_MODEL_NOT_FOUND' });
    expect(errorOf('gone', { status: 404 })).toMatchObject({ code: 'PLANWEAVE_ENDPOINT_NOT_FOUND' });
  });

  it('takes the time to wait that the server asks for before the usual one', () => {
    expect(errorOf('asleep', { status: 400, retryAfterMs: 900 })).toMatchObject({ retryAfterMs: 900 });
  });

  it('says where a server that moved is, when it says so', () => {
    expect(errorOf('', { status: 307, movedTo: 'https://elsewhere.example' }).message).toContain('the server is elsewhere (https://elsewhere.example): change the url option');
    expect(errorOf('', { status: 307 }).message).toContain('the server is elsewhere: change the url option');
  });
});
