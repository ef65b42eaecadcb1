import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Bait } from './programs.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const SECRET_VARIABLE = 'TOUCHSTONE_CANARY';

/** Bait laid out on this machine, and what was taken of it. */
export interface LaidBait extends Bait {
  /** What got out: empty when nothing did. */
  breaches(output: string): string[];
  takeAway(): Promise<void>;
}

/** Lays out a folder, a secret in a file and in this process's environment, and listening ports. */
export async function layBait(): Promise<LaidBait> {
  const folder = makeTemporaryFolder('canary');
  chmodSync(folder, 0o777);
  const secret = randomBytes(12).toString('hex');
  const secretFile = join(folder, 'secret');
  writeFileSync(secretFile, secret, { mode: 0o644 });
  process.env[SECRET_VARIABLE] = secret;
  const reached: string[] = [];
  const server = createServer((socket) => {
    reached.push('a TCP connection to this machine');
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const datagrams = createSocket('udp4');
  datagrams.on('message', () => reached.push('a UDP datagram to this machine'));
  datagrams.bind(port, '127.0.0.1');
  await once(datagrams, 'listening');
  return {
    folder,
    secretFile,
    port,
    breaches(output) {
      const found = [...reached];
      if (output.includes(secret)) found.push('a secret of this machine in the output');
      if (readdirSync(folder).length > 1) found.push('a file written outside');
      return found;
    },
    async takeAway() {
      delete process.env[SECRET_VARIABLE];
      rmSync(folder, { recursive: true, force: true });
      datagrams.close();
      server.close();
      await once(server, 'close');
    },
  };
}
