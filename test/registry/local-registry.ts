import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCOPE = '@touchstone-rl';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
}

/** A registry on this machine that serves this repository's packages as npm would, from packed tarballs. */
export interface LocalRegistry {
  readonly url: string;
  /** Environment under which npm takes the packages of this scope from here, and all others from where it always does. */
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

/** Packs every workspace, just as publishing would, and serves the tarballs. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-registry-'));
  execFileSync(
    'npm',
    ['pack', '--workspaces', '--silent', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const packages = new Map(readdirSync(folder).map((file) => [file, packed(join(folder, file))]));
  const server = createServer((request, response) => answer(request, response, packages));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = (): void => {
    server.close();
    rmSync(folder, { recursive: true });
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, env: environment(url, folder), close };
}

interface Packed {
  readonly manifest: Manifest;
  readonly tarball: Buffer;
}

function packed(path: string): Packed {
  const manifest = execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' });
  return { manifest: JSON.parse(manifest) as Manifest, tarball: readFileSync(path) };
}

/** Answers what npm asks of a registry: the versions of a package, and a tarball. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  packages: ReadonlyMap<string, Packed>,
): void {
  const path = decodeURIComponent((request.url ?? '').split('?')[0]!.slice(1));
  const tarball = packages.get(path.split('/').at(-1)!)?.tarball;
  if (tarball) return void response.end(tarball);
  const found = [...packages].find(([, { manifest }]) => manifest.name === path);
  if (!found) return void response.writeHead(404).end('{}');
  const [file, { manifest, tarball: content }] = found;
  const dist = {
    tarball: `http://${request.headers.host}/${file}`,
    integrity: `sha512-${createHash('sha512').update(content).digest('base64')}`,
  };
  const { name, version } = manifest;
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, dist } },
    }),
  );
}

/**
 * Without what an npm that runs these tests passes on; with a cache of its own, which knows no earlier tarballs, and
 * the user's settings with one more. (A shell would drop a variable named after a scope.)
 */
function environment(url: string, folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|VITEST|NODE_ENV|INIT_CWD)/i.test(name),
  );
  const usual = execFileSync('npm', ['config', 'get', 'userconfig'], { encoding: 'utf8' }).trim();
  const settings = existsSync(usual) ? readFileSync(usual, 'utf8') : '';
  const userconfig = join(folder, 'npmrc');
  writeFileSync(userconfig, `${settings}\n${SCOPE}:registry=${url}\n`);
  return {
    ...Object.fromEntries(own),
    npm_config_userconfig: userconfig,
    npm_config_cache: join(folder, 'cache'),
    // npm asks before it fetches a package to run; nobody is here to answer.
    npm_config_yes: 'true',
  };
}

/** Runs a program to its end; rejects with all that it printed when it fails. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')} in ${cwd} failed:\n${stdout}\n${stderr}`));
      else resolve(stdout + stderr);
    });
  });
}
