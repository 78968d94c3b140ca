import { inspect } from 'node:util';
import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { answering, origin, parrotProfile } from '../fixture/parrot.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { openConnection } from './open-connection.ts';

const request = { method: 'GET', headers: {}, signal: new AbortController().signal, redirect: 'manual' } as const;

describe('openConnection', () => {
  it('has the limits that the options say, or the usual ones', () => {
    expect(openConnection(parrotProfile, origin)).toMatchObject({ origin, firstTokenMs: 600_000, idleMs: 60_000, maxReplyBytes: 8_388_608 });
    expect(() => openConnection(parrotProfile, origin, { connectTimeoutMs: Infinity })).not.toThrow();
    expect(openConnection(parrotProfile, origin, { firstTokenMs: Infinity, idleMs: 5, maxReplyBytes: 9 })).toMatchObject({ firstTokenMs: Infinity, idleMs: 5, maxReplyBytes: 9 });
  });

  it.each<ConnectionOptions>([
    { idleMs: 0 },
    { firstTokenMs: Number.NaN },
    { firstTokenMs: '500' as unknown as number },
    { maxReplyBytes: 0.5 },
    { connectTimeoutMs: -1 },
    { connectTimeoutMs: 0 },
    { headers: { 'Transfer-Encoding': 'chunked' } },
    { headers: { Connection: 'close' } },
    { headers: { 'bad name': 'x' } },
    { headers: { name: 5 as unknown as string } },
    { headers: { name: 'two\nlines' } },
    { apiKey: 's3cret\n' },
  ])('refuses %j, without showing what may be a key', (options) => {
    expect(() => openConnection(parrotProfile, origin, options)).toThrow(InvalidOptionError);
    expect(() => openConnection(parrotProfile, origin, options)).toThrow(/^(?!.*s3cret).*parrot/s);
  });

  it('names the option at fault', () => {
    expect(() => openConnection(parrotProfile, origin, { apiKey: 'a\n' })).toThrow('"apiKey"');
    expect(() => openConnection(parrotProfile, origin, { headers: { Authorization: 'a\n' } })).toThrow('"headers"');
  });

  it('sends its headers with every request, over those of the request, each name once', async () => {
    const { connection, requests } = answering([() => new Response()], { apiKey: 's3cret', headers: { Authorization: 'Basic x', 'X-Team': 'blue' } });
    await connection.fetch(`${origin}/`, { ...request, headers: { 'x-team': 'red', accept: 'text/plain' } });
    expect(requests[0]?.headers).toEqual({ authorization: 'Bearer s3cret', 'x-team': 'blue', accept: 'text/plain' });
  });

  it('shows no key, however it is looked at', () => {
    const { connection } = answering([], { apiKey: 's3cret-key', headers: { 'X-Token': 's3cret-token' } });
    expect(`${inspect(connection, { depth: 9, showHidden: true })} ${JSON.stringify(connection)}`).not.toContain('s3cret');
  });

  it('hides every secret in what a server says, also one that begins with another', () => {
    const { connection } = answering([], { apiKey: 'abcd', headers: { a: 'abcdef', b: 'no' } });
    expect(connection.hide('abcdef, abcd and no')).toBe('***, *** and no');
  });

  it.each([
    ['a key without its scheme word', { headers: { authorization: 'Bearer sk-x' } }, 'sk-x'],
    ['a key with escapes of JSON', { apiKey: 'sk-top/secret' }, String.raw`sk-top\/secret`],
    ['a key with escapes of JSON within JSON', { apiKey: 'a"b\\c' }, JSON.stringify(JSON.stringify('a"b\\c')).slice(3, -3)],
    ['a key with characters as numbers', { apiKey: 'k/3y' }, String.raw`k\u002F3y`],
    ['a key in other letters', { apiKey: 'K3y.' }, 'k3Y.'],
    ['beyond ASCII', { headers: { a: 'clé-ü' } }, 'clé-ü'],
  ] as const)('hides %s', (_, options, repeated) => {
    expect(answering([], options).connection.hide(`<${repeated}>`)).toBe('<***>');
  });

  it('hides nothing without a secret, and nothing like one', () => {
    expect(answering([]).connection.hide('a b')).toBe('a b');
    expect(answering([], { apiKey: 'k.3y' }).connection.hide('kx3y')).toBe('kx3y');
  });

  it('can be closed without having been used, and twice', async () => {
    const connection = openConnection(parrotProfile, origin);
    await connection.close();
    await expect(connection.close()).resolves.toBeUndefined();
  });
});
