import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServerAddress } from './address.ts';
import { findBinaries } from './binaries.ts';
import { freePort, isAlive, unprivileged, until } from './system.ts';

/**
 * Ends the server and deletes its folder when the process that started it is gone, even by SIGKILL: the pipe on its
 * standard input then closes. SIGQUIT ends a server without a checkpoint.
 */
const keeper = 'cat >/dev/null; kill -QUIT $(head -1 "$0/data/postmaster.pid"); sleep 1; rm -rf "$0"';

export interface ServerOptions {
  /** Commits survive a crash of the machine: slower, and only for tests of exactly that. */
  readonly isDurable?: boolean;
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** A PostgreSQL server in a temporary folder, on a free port of the loopback interface, that a test may kill. */
export class TestServer extends ServerAddress {
  readonly port: number;
  readonly #folder: string;
  readonly #keeper: ChildProcess;
  readonly #options: ServerOptions;

  private constructor(port: number, password: string, options: ServerOptions) {
    super(`postgres://tester:${password}@127.0.0.1:${port}/postgres`);
    this.port = port;
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), 'hpsearch-postgres-'));
    this.#keeper = spawn('sh', ['-c', keeper, this.#folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#keeper.unref();
  }

  /** Rejects where no PostgreSQL can start. */
  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const password = randomBytes(6).toString('hex');
    const server = new TestServer(await freePort(), password, options);
    try {
      await server.#initialise(password);
      await server.restart();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Undefined while it does not run. */
  get processId(): number | undefined {
    const file = join(this.#folder, 'data/postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  }

  /** SIGKILL: connections break, and nothing is written any more. */
  async kill(): Promise<void> {
    const { processId } = this;
    if (processId !== undefined) process.kill(processId, 'SIGKILL');
    await until(() => !isAlive(processId));
  }

  /** Starts the server again, on the same port and with the same data; resolves once it answers. */
  async restart(): Promise<void> {
    const { postgres } = await findBinaries();
    const durability = this.#options.isDurable ? {} : { fsync: 'off', full_page_writes: 'off' };
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: this.#folder,
      max_connections: 300,
      shared_buffers: '64MB',
      ...durability,
      ...this.#options.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // The children of a killed server may hold its memory for a moment, and a server refuses to start until they end.
    await until(async () => {
      const ended = await this.#launch(postgres, flags);
      if (ended && !/shared memory|lock file/.test(ended))
        throw new Error(`PostgreSQL did not start: ${ended}`);
      return ended === undefined;
    });
  }

  /** Ends the server and deletes its folder. */
  async stop(): Promise<void> {
    const { processId } = this;
    if (isAlive(processId)) process.kill(processId as number, 'SIGQUIT');
    await until(() => !isAlive(processId));
    rmSync(this.#folder, { recursive: true, force: true });
    this.#keeper.stdin?.destroy();
  }

  async #initialise(password: string): Promise<void> {
    const { initdb } = await findBinaries();
    const data = join(this.#folder, 'data');
    const passwordFile = join(this.#folder, 'password');
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(passwordFile, password);
    const user = unprivileged();
    if (user) for (const path of [this.#folder, data, passwordFile]) chownSync(path, user.uid, user.gid);
    const flags = ['--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', '--username=tester', '--no-sync'];
    const args = ['-D', data, `--pwfile=${passwordFile}`, ...flags];
    await promisify(execFile)(initdb, args, { ...user, cwd: this.#folder });
  }

  /** Resolves once the server answers, or with the last lines of its log when it has ended instead. */
  async #launch(postgres: string, flags: readonly string[]): Promise<string | undefined> {
    const log = join(this.#folder, 'log');
    const descriptor = openSync(log, 'w');
    const child = spawn(postgres, ['-D', join(this.#folder, 'data'), ...flags], {
      ...unprivileged(),
      cwd: this.#folder,
      stdio: ['ignore', descriptor, descriptor],
      detached: true,
    });
    closeSync(descriptor);
    child.unref();
    let hasEnded = false;
    for (const event of ['exit', 'error']) {
      child.once(event, () => {
        hasEnded = true;
      });
    }
    const answers = () => this.query('select 1').then(...([() => true, () => false] as const));
    await until(async () => hasEnded || (await answers()));
    return hasEnded
      ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ') || 'no log'
      : undefined;
  }
}
