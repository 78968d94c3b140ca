import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { readBaseUrl } from './base-url.ts';

describe('readBaseUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['gpu-box', 'http://gpu-box:11434'],
    ['gpu-box:9000', 'http://gpu-box:9000'],
    ['gpu-box:80', 'http://gpu-box:80'],
    [':9000', 'http://127.0.0.1:9000'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:9000', 'http://127.0.0.1:9000'],
    ['[::]', 'http://[::1]:11434'],
    ['[::1]:9000', 'http://[::1]:9000'],
    ['http://gpu-box', 'http://gpu-box:80'],
    ['http://gpu-box:11434/', 'http://gpu-box:11434'],
    ['https://ollama.com', 'https://ollama.com:443'],
    ['HTTP://GPU-BOX:1', 'http://gpu-box:1'],
    ['http://gpu-box:1/api', 'http://gpu-box:1'],
    ['http://gpu-box:1/v1/', 'http://gpu-box:1'],
    ['gpu-box/api', 'http://gpu-box:11434'],
    ['https://example.org/ollama/api//', 'https://example.org:443/ollama'],
    ['http://example.org/my-api', 'http://example.org:80/my-api'],
    [' "gpu-box" ', 'http://gpu-box:11434'],
  ])('reads %s as %s', (host, url) => {
    expect(readBaseUrl(host).url).toBe(url);
  });

  it('shows people the address without its path', () => {
    expect(readBaseUrl('https://example.org:8443/ollama').origin).toBe('https://example.org:8443');
  });

  it.each(['', 'ftp://gpu-box', 'file:///etc/passwd', 'http://', 'gpu box', 'http://a:b:c', 'gpu-box:99999', 'http://x/?a=1', 'http://x/#a'])('refuses %j', (host) => {
    expect(() => readBaseUrl(host)).toThrow(InvalidOptionError);
  });

  it.each(['http://user:s3cret@gpu-box', 'user:s3cret@gpu-box', 'https://s3cret@gpu-box/a', 'http://gpu-box/?key=s3cret'])('never shows what may be secret: %s', (host) => {
    expect(() => readBaseUrl(host)).toThrow(/^(?!.*s3cret)/s);
    expect(() => readBaseUrl(host)).toThrow(InvalidOptionError);
  });
});
