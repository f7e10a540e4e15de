import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a process ended, and all that it printed. */
export interface MachineEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface MachineOptions {
  /** The built command line. */
  readonly program: string;
  readonly database: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; default: an empty folder of its own. */
  readonly directory?: string;
}

/** One process of the command line that stands for a machine: it shares only the database with the others. */
export class Machine {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'hpsearch-machine-'));
  readonly #printed = { stdout: '', stderr: '' };
  readonly ended: Promise<MachineEnd>;
  #hasEnded = false;

  constructor(args: readonly string[], { program, database, env, directory }: MachineOptions) {
    const { FORCE_COLOR: _, ...inherited } = process.env;
    this.#child = spawn(process.execPath, [program, ...args], {
      cwd: directory ?? this.#folder,
      env: {
        ...inherited,
        NO_COLOR: '1',
        HPSEARCH_DB: database,
        XDG_CACHE_HOME: join(this.#folder, 'cache'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed[name] += text;
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#hasEnded = true;
        rmSync(this.#folder, { recursive: true, force: true });
        resolve({ code, signal, ...this.#printed });
      });
    });
  }

  get processId(): number {
    return this.#child.pid as number;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** All that it has printed so far. */
  get output(): string {
    return this.#printed.stdout + this.#printed.stderr;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** SIGKILL, also for a process that is stopped. */
  async kill(): Promise<MachineEnd> {
    this.signal('SIGKILL');
    return this.ended;
  }
}
