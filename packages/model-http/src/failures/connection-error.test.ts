import { describe, expect, it } from 'vitest';
import { parrotProfile, target } from '../fixture/parrot.ts';
import { connectionError, isClosedEarly } from './connection-error.ts';

const fetchFailed = (code: string, message = 'no') => new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

describe('connectionError', () => {
  it.each([
    ['ECONNREFUSED', 'connection refused', 'start it with: parrot serve'],
    ['ENOTFOUND', 'the host name is unknown', 'check the url option'],
    ['EAI_AGAIN', 'the host name cannot be looked up now', 'check the url option'],
    ['EHOSTUNREACH', 'the host cannot be reached', 'check the url option'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no answer to the connection', 'check the url option'],
    ['UND_ERR_SOCKET', 'it closed the connection without a reply', 'see the log of the server'],
    ['UND_ERR_DESTROYED', 'its connections were closed meanwhile', 'make the call again'],
    ['ESTRANGE', 'ESTRANGE', 'check the url option and the network'],
  ])('%s is "%s"', (code, reason, advice) => {
    const error = connectionError(fetchFailed(code), target, parrotProfile);
    expect(error.message).toBe(`No parrot server at ${target.host} (${reason}); ${advice}`);
    expect(error).toMatchObject({ isRetryable: true, phase: 'connect', blame: 'server' });
  });

  it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])('%s is not worth another try', (code) => {
    expect(connectionError(fetchFailed(code), target, parrotProfile)).toMatchObject({ isRetryable: false, message: expect.stringContaining('certificate is not accepted') as string });
  });

  it('a port that fetch refuses stays refused', () => {
    const error = connectionError(new TypeError('fetch failed', { cause: new Error('bad port') }), target, parrotProfile);
    expect(error).toMatchObject({ isRetryable: false, message: expect.stringContaining('fetch does not connect to this port') as string });
  });

  it('a fetch that throws something else is worth no other try, a plain failure is', () => {
    expect(connectionError(new Error('not implemented'), target, parrotProfile).isRetryable).toBe(false);
    expect(connectionError('strange', target, parrotProfile).isRetryable).toBe(false);
    expect(connectionError(new TypeError('fetch failed'), target, parrotProfile).isRetryable).toBe(true);
  });
});

describe('isClosedEarly', () => {
  it.each([
    ['UND_ERR_SOCKET', true],
    ['ECONNRESET', true],
    ['EPIPE', true],
    ['ECONNREFUSED', false],
    ['UND_ERR_DESTROYED', false],
  ])('%s: %s', (code, expected) => {
    expect(isClosedEarly(fetchFailed(code))).toBe(expected);
    expect(isClosedEarly(Object.assign(new Error('bare'), { code }))).toBe(expected);
  });
});
