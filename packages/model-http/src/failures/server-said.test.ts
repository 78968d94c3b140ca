import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverSaid } from './server-said.ts';

describe('serverSaid', () => {
  it.each([
    ['{"error":"flat"}', 'flat'],
    ['{"error":{"message":"deep","type":"api_error"}}', 'deep'],
    ['{"object":"error","message":"old"}', 'old'],
    ['{"detail":"fast"}', 'fast'],
    ['{"detail":[{"msg":"no such field"}]}', '[{"msg":"no such field"}]'],
    ['{"error":["a","b"]}', '["a","b"]'],
    [String.raw`{"error":"{\"error\":{\"message\":\"inner\",\"type\":\"t\"}}\nlog line"}`, 'inner'],
    ['{"error":"{not json"}', '{not json'],
    ['{"error":"cut of', '{"error":"cut of'],
    ['[]', '[]'],
    ['{"error":true,"message":"no such model"}', 'no such model'],
    ['{"error":"","message":"no such model"}', 'no such model'],
    ['{"error":{"code":7},"message":"no such model"}', '{"code":7}'],
    ['{"error":true}', 'true'],
    ['{"error":""}', ''],
    ['', ''],
    ['502 bad\r\n\tgateway\u0007', '502 bad gateway'],
    ['<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>', 'a page of HTML 502 Bad Gateway'],
  ])('%s says %j', (body, expected) => {
    expect(serverSaid(body).message).toBe(expected);
  });

  it('gives type, code and parameter where they are, and not what the prototype has', () => {
    expect(serverSaid('{"error":{"message":"m","type":"t","code":"c","param":"p"}}')).toEqual({ message: 'm', isJson: true, type: 't', code: 'c', parameter: 'p' });
    expect(serverSaid('{"object":"error","message":"m","type":"t","code":404}')).toMatchObject({ type: 't', code: undefined });
    expect(serverSaid('{"__proto__":{"message":"evil"}}')).toMatchObject({ type: undefined, code: undefined });
    expect(serverSaid('404 page not found').isJson).toBe(false);
  });

  it('hides in every text before it is cut, also what only parsing brings to light', () => {
    const hide = (text: string) => text.replaceAll('k/3y', '***');
    const long = 'x'.repeat(7_998);
    expect(serverSaid(String.raw`{"error":{"message":"who is k\/3y?","type":"k/3y","code":"k/3y","param":"k/3y"}}`, hide)).toEqual({ message: 'who is ***?', isJson: true, type: '***', code: '***', parameter: '***' });
    expect(serverSaid(`${long}k/3y`, hide).message).toBe(`${long}*…`);
    expect(serverSaid('k/3y', hide).message).toBe('***');
  });

  it('never fails, and is one bounded line, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.json().map((error) => JSON.stringify({ error }))), (body) => {
        const { message } = serverSaid(body);
        expect(message.length).toBeLessThanOrEqual(8_000);
        // eslint-disable-next-line no-control-regex -- exactly these must be gone
        expect(message).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });

  it('reads a page without end in no time', () => {
    expect(serverSaid(`<html>${'<title '.repeat(100_000)}`).message).toBe('a page of HTML');
    expect(serverSaid(`{"error":${'['.repeat(30_000)}${']'.repeat(30_000)}}`).message).toContain('[[[');
  });
});
