import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** What stands around the sandbox, and must be untouched behind an attack. */
export class Surroundings {
  readonly canary = mkdtempSync(join(tmpdir(), 'touchstone-canary-'));
  readonly #secretFolder = mkdtempSync(join(tmpdir(), 'touchstone-secret-'));
  readonly secret = `sentinel${randomBytes(8).toString('hex')}`;
  readonly #arrived: string[] = [];
  readonly #unhandled: unknown[] = [];
  readonly #servers: (Server | Datagrams)[] = [];
  #port = 0;

  static async open(): Promise<Surroundings> {
    const made = new Surroundings();
    chmodSync(made.canary, 0o777);
    chmodSync(made.#secretFolder, 0o755);
    writeFileSync(made.#secretFile, `{"secret": "${made.secret}"}\n`);
    process.env['SANDBOX_SECRET'] = made.secret;
    process.on('unhandledRejection', made.#note);
    await made.#listen();
    return made;
  }

  get #secretFile(): string {
    return join(this.#secretFolder, 'secret.json');
  }

  readonly #note = (error: unknown): void => void this.#unhandled.push(error);

  async #listen(): Promise<void> {
    const tcp = createServer((socket) => {
      this.#arrived.push('TCP');
      socket.on('error', () => undefined).destroy();
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    this.#port = (tcp.address() as { port: number }).port;
    const unix = createServer((socket) => {
      this.#arrived.push('unix');
      socket.on('error', () => undefined).destroy();
    });
    const path = join(this.canary, 'sock');
    await new Promise<void>((resolve) => unix.listen(path, resolve));
    chmodSync(path, 0o777);
    const udp = createSocket('udp4', () => this.#arrived.push('UDP'));
    await new Promise<void>((resolve) => udp.bind(this.#port, '127.0.0.1', resolve));
    this.#servers.push(tcp, unix, udp);
  }

  /** A word by which the processes of one run are found, though others run beside it. */
  mark(): string {
    return `mark${randomBytes(6).toString('hex')}`;
  }

  /** A program with the placeholders filled in. */
  fill(program: string, mark: string): string {
    return program
      .replaceAll('@CANARY@', this.canary)
      .replaceAll('@PORT@', String(this.#port))
      .replaceAll('@SECRET@', this.#secretFile)
      .replaceAll('@MARK@', mark);
  }

  /** What an attack changed; nothing, where it was contained. A killed process may take a moment to be gone. */
  async damage(mark: string): Promise<string[]> {
    for (let tries = 0; tries < 10 && this.survivors(mark).length > 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const files = readdirSync(this.canary).filter((name) => name !== 'sock');
    return [
      ...files.map((name) => `the file ${name} was written outside`),
      ...this.#arrived.map((kind) => `a ${kind} message arrived`),
      ...this.#unhandled.map((error) => `an unhandled rejection reached the host: ${String(error)}`),
      ...this.survivors(mark).map((id) => `process ${id} survived`),
    ];
  }

  /** Processes that carry the mark in their command line. */
  survivors(mark: string): string[] {
    if (process.platform !== 'linux') return [];
    return readdirSync('/proc').filter((name) => {
      if (!/^\d+$/.test(name) || name === String(process.pid)) return false;
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });
  }

  async close(): Promise<void> {
    process.off('unhandledRejection', this.#note);
    delete process.env['SANDBOX_SECRET'];
    await Promise.all(
      this.#servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve()))),
    );
  }
}
