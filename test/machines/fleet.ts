import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';
import type { ServerAddress } from '../postgres/address.ts';
import { until } from '../postgres/system.ts';
import { Machine, type MachineOptions } from './machine.ts';

const program = join(root, 'dist/src/bin.js');
const gated = join(root, 'test/fixtures/machines/gated.mjs');

/** A row of a study's trials, as far as the tests of machines look at it. */
export interface TrialRow {
  readonly number: number;
  readonly state: string;
  readonly attempt: number;
  readonly value: number | null;
  /** The process id of the machine that has claimed it. */
  readonly machine: number | null;
}

/** Machines of one database; `end` kills those that still run. */
export class Fleet {
  readonly database: string;
  readonly #server: ServerAddress;
  readonly #machines: Machine[] = [];
  readonly #directory: string;
  readonly #gates: string;
  readonly #remove: () => void;

  constructor(server: ServerAddress, database: string) {
    this.#server = server;
    this.database = database;
    const { directory, remove } = temporaryDirectory();
    this.#directory = directory;
    this.#remove = remove;
    this.#gates = join(directory, 'gates');
    mkdirSync(this.#gates);
  }

  /** Any command; `database` may be the address of a proxy. */
  launch(args: readonly string[], options: Partial<MachineOptions> = {}): Machine {
    const { env, ...rest } = options;
    const machine = new Machine(args, {
      program,
      database: this.database,
      env: { HPSEARCH_TEST_GATES: this.#gates, ...env },
      ...rest,
    });
    this.#machines.push(machine);
    return machine;
  }

  /** A worker with one slot, in the database once this resolves. */
  async worker(
    options: Partial<MachineOptions> & { readonly flags?: readonly string[] } = {},
  ): Promise<Machine> {
    const { flags = [], ...rest } = options;
    const machine = this.launch(['worker', '--workers', '1', ...flags], rest);
    await this.state(`worker ${machine.processId} in the database`, async () => {
      if (machine.hasEnded) throw new Error(`the worker has ended: ${machine.output}`);
      const rows = await this.query('select 1 from hpsearch.workers where process_id = $1', [
        machine.processId,
      ]);
      return rows.length > 0;
    });
    return machine;
  }

  /** `start` of a space file, which trains nothing itself. */
  coordinator(space: string, flags: readonly string[] = []): Machine {
    return this.launch(['start', space, '--no-check', '--no-train', ...flags]);
  }

  /** Writes a space of trials that last for as long as they are held, and returns the file. */
  gatedSpace(trials: number, name = 'gated'): string {
    return this.space({
      name,
      model: { objective: gated },
      objective: { metric: 'score', direction: 'minimize' },
      space: { x: { type: 'uniform', min: 0, max: 1 } },
      search: { trials },
    });
  }

  space(space: { readonly name: string; readonly [field: string]: unknown }): string {
    const file = join(this.#directory, `${space.name}.json`);
    writeFileSync(file, JSON.stringify(space));
    return file;
  }

  /** From now on these trials do not end, until `open`. */
  hold(...trials: readonly number[]): void {
    for (const trial of trials) writeFileSync(join(this.#gates, `hold-${trial}`), '');
  }

  open(...trials: readonly number[]): void {
    for (const trial of trials) rmSync(join(this.#gates, `hold-${trial}`));
  }

  /** The rows of the newest study, or of the named one, by number. */
  rows(study = ''): Promise<TrialRow[]> {
    return this.query<TrialRow>(
      `select t.number, t.state, t.attempt, t.value, w.process_id as machine
       from hpsearch.trials t
       join hpsearch.studies s on s.id = t.study_id
       left join hpsearch.claimed_jobs j on j.study_id = t.study_id and j.trial = t.number and j.attempt = t.attempt
       left join hpsearch.workers w on w.id = j.worker
       where s.name = $1 or ($1 = '' and s.id = (select max(id) from hpsearch.studies))
       order by t.number`,
      [study],
    );
  }

  query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.#server.query(sql, { database: this.database, values }) as Promise<unknown[]> as Promise<
      Row[]
    >;
  }

  /** Resolves once the condition holds; while the database is away, or a table still missing, it does not. */
  async state(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 120_000;
    let failure: unknown;
    await until(async () => {
      const machines = () => this.#machines.map(({ output }) => output).join('\n---\n');
      if (Date.now() > deadline) throw new Error(`never: ${what} (${failure})\n${machines()}`);
      return holds().catch((error) => {
        if (!('code' in error)) throw error;
        failure = error;
        return false;
      });
    });
  }

  /** Resolves with the trial that the machine runs, once it runs one of the newest study: jobs come in any order. */
  async runningTrial(machine: Machine): Promise<number> {
    let found: TrialRow | undefined;
    await this.state(`machine ${machine.processId} runs a trial`, async () => {
      found = (await this.rows()).find((row) => row.state === 'running' && row.machine === machine.processId);
      return found !== undefined;
    });
    return (found as TrialRow).number;
  }

  /** Resolves once one machine runs that trial. */
  running(machine: Machine, trial: number, study?: string): Promise<void> {
    return this.state(`machine ${machine.processId} runs trial ${trial}`, async () => {
      const row = (await this.rows(study)).find(({ number }) => number === trial);
      return row?.state === 'running' && row.machine === machine.processId;
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.#machines.map((machine) => machine.kill()));
    this.#remove();
  }
}
