import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { parrotProfile } from '../fixture/parrot.ts';
import { readServerUrl } from './read-server-url.ts';

describe('readServerUrl', () => {
  it.each([
    ['box', 'http://box/'],
    ['box:9000/llm', 'http://box:9000/llm'],
    ['HTTPS://Box/', 'https://box/'],
    ['[::1]:7', 'http://[::1]:7/'],
  ])('reads %s as %s', (given, expected) => {
    expect(readServerUrl(parrotProfile, given).href).toBe(expected);
  });

  it.each(['', 'ftp://box', 'http://', 'http://box:99999', 5 as unknown as string])('refuses %j', (given) => {
    expect(() => readServerUrl(parrotProfile, given)).toThrow(InvalidOptionError);
  });

  it.each([
    'https://user:s3cret@box',
    's3cret@box',
    'http://box/?key=s3cret',
    'http://box/#s3cret',
    'http://box:99999/?key=s3cret',
    'ftp://box?key=s3cret',
    'http://b o x?key=s3cret',
    'http://user@box/?key=s3cret',
    'http://user:pass?s3cret@box',
    'http://box/?key=a@s3cret',
    'http://box/?a\nb=s3cret',
  ])('refuses %s and shows no secret', (given) => {
    expect(() => readServerUrl(parrotProfile, given)).toThrow(/^(?!.*s3cret).*"url"/s);
  });
});
