import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PackedPackage } from './pack-packages.ts';

/** A registry that lives as long as one check. */
export interface ThrowAwayRegistry {
  /** Where npm finds it, with a slash at the end. No two are the same, so that npm's cache never mixes them up. */
  readonly url: string;
  close(): void;
}

/** Serves tarballs on a free loopback port, each as the one version of its package. */
export async function throwAwayRegistry(packed: readonly PackedPackage[]): Promise<ThrowAwayRegistry> {
  const prefix = `/${randomUUID()}/`;
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(request.url ?? '').replace(prefix, '');
    const [name, file] = wanted.split('/-/');
    const found = packed.find(({ from }) => from.manifest.name === name);
    if (found === undefined) response.writeHead(404).end();
    else if (file !== undefined) response.end(found.tarball);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata(found, url)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function metadata({ from: { manifest }, tarball }: PackedPackage, url: string): object {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  return {
    name: manifest.name,
    'dist-tags': { latest: manifest.version },
    versions: { [manifest.version]: { ...manifest, dist: { tarball: `${url}${manifest.name}/-/package.tgz`, integrity } } },
  };
}
