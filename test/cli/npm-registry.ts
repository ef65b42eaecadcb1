import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A package to publish: its manifest and its main module. */
export interface Published {
  readonly manifest: { readonly name: string; readonly version: string; readonly [field: string]: unknown };
  readonly code?: string;
}

export interface Registry {
  readonly url: string;
  /** What was asked of it, in order. */
  readonly requests: readonly string[];
  close(): void;
}

/** A server that answers as npm's registry does: packages, their newest manifest, tarballs and the search. */
export async function startRegistry(packages: readonly Published[]): Promise<Registry> {
  const requests: string[] = [];
  const tarballs = new Map(packages.map((one) => [`${one.manifest.name.replace('/', '-')}.tgz`, pack(one)]));
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://registry');
    requests.push(`${decodeURIComponent(url.pathname)}${decodeURIComponent(url.search)}`);
    const path = decodeURIComponent(url.pathname.slice(1));
    const tarball = tarballs.get(path);
    if (tarball) return void response.end(tarball);
    response.setHeader('content-type', 'application/json');
    if (path === '-/v1/search')
      return void response.end(JSON.stringify(search(packages, url.searchParams.get('text')!)));
    const latest = path.endsWith('/latest');
    const name = latest ? path.slice(0, -'/latest'.length) : path;
    const found = packages.find(({ manifest }) => manifest.name === name);
    if (!found) return void response.writeHead(404).end('{"error":"Not found"}');
    const file = `${name.replace('/', '-')}.tgz`;
    const integrity = `sha512-${createHash('sha512').update(tarballs.get(file)!).digest('base64')}`;
    const manifest = {
      ...found.manifest,
      dist: { integrity, tarball: `http://${request.headers.host}/${file}` },
    };
    const { version } = manifest;
    const whole = { name, 'dist-tags': { latest: version }, versions: { [version]: manifest } };
    response.end(JSON.stringify(latest ? manifest : whole));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, requests, close: () => void server.close() };
}

/** The shape of https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#get-v1search. */
function search(packages: readonly Published[], text: string): object {
  const [keyword, ...words] = text.split(' ');
  const objects = packages
    .map(({ manifest }) => manifest)
    .filter(({ keywords }) => (keywords as string[] | undefined)?.includes(keyword!.replace('keywords:', '')))
    .filter((manifest) => words.every((word) => JSON.stringify(manifest).includes(word)))
    .map(({ name, version, description, keywords }) => ({
      package: { name, version, description, keywords, links: {}, publisher: {}, maintainers: [] },
      score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
      searchScore: 1,
    }));
  return { objects, total: objects.length, time: 'now' };
}

function pack({ manifest, code = '' }: Published): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-published-'));
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package/index.js'), code);
  execFileSync('tar', ['-czf', 'out.tgz', 'package'], { cwd: folder });
  return readFileSync(
    join(
      folder,
      readdirSync(folder).find((name) => name.endsWith('.tgz'))!,
    ),
  );
}
