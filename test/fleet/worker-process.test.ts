import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WorkReport } from '../../src/reports/fleet/work-report.ts';
import { ended, launch, recorded, run, temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';
import { describeOnPostgres } from '../postgres/shared.ts';
import { HandCoordinator } from './hand-coordinator.ts';

/** A function that waits until a file is there, and kills its process if another one is there too. */
const objective = `
import { existsSync, writeFileSync } from 'node:fs';
const beside = (name) => new URL(name, import.meta.url);
export async function run({ width }, report) {
  writeFileSync(beside('./begun'), '');
  while (!existsSync(beside('./open'))) await new Promise((resolve) => setTimeout(resolve, 5));
  if (existsSync(beside('./deadly'))) process.kill(process.pid, 'SIGSEGV');
  return { score: width };
}`;

const functionSpace = {
  name: 'widths',
  model: { objective: './objective.mjs' },
  space: { width: { type: 'uniform', min: 0, max: 1 } },
  objective: { metric: 'score', direction: 'maximize' },
  search: { trials: 3 },
};

const soon = { timeout: 60_000, interval: 20 };

await describeOnPostgres('worker processes', (server) => {
  let folder: ReturnType<typeof temporaryDirectory>;
  let db: string;
  const coordinators: HandCoordinator[] = [];
  const file = (name: string) => join(folder.directory, name);

  beforeEach(async () => {
    folder = temporaryDirectory();
    db = await server.createDatabase();
  });
  afterEach(async () => {
    for (const coordinator of coordinators.splice(0)) await coordinator.close();
    folder.remove();
  });

  const coordinate = async (space: string) => {
    const coordinator = await HandCoordinator.open(db, space);
    coordinators.push(coordinator);
    return coordinator;
  };
  const functions = async () => {
    writeFileSync(file('objective.mjs'), objective);
    writeFileSync(file('space.json'), JSON.stringify(functionSpace));
    return coordinate(file('space.json'));
  };
  const work = (...flags: string[]) =>
    launch(['worker', '--db', db, '--workers', '2', '--json', ...flags], folder.directory);
  const reportOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as WorkReport;

  it('train as one process on a file does, bit for bit, from data that travelled', async () => {
    const changes = { name: 'table', data: { source: 'csv', path: 'table.csv', target: 'y' } };
    const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row * row) % 11},${row % 2}`);
    writeFileSync(file('table.csv'), ['a,b,y', ...rows].join('\n'));
    const space = writeSpace(folder.directory, changes);
    await run(['start', 'space.json', '--quiet', '--db', 'alone.db'], folder.directory);
    await coordinate(space);
    renameSync(file('table.csv'), file('elsewhere.csv'));
    const { code, stderr } = await ended(work('--exit-when-idle', '2'));
    expect(stderr).toMatch(/^study table: trains here, on wasm$/m);
    expect(stderr).not.toContain(new URL(db).password);
    expect(code).toBe(0);
    expect(await recorded(db)).toEqual(await recorded(file('alone.db')));
  });

  it('give their running trials back when they are asked to leave', async () => {
    const { store, study } = await functions();
    const child = work();
    const end = ended(child);
    await vi.waitFor(async () => expect((await store.counts(study.id)).running).toBe(2), soon);
    child.kill('SIGTERM');
    const left = await end;
    expect(left.code).toBe(0);
    expect(reportOf(left)).toMatchObject({ left: 'asked', studies: [{ study: 'widths', givenBack: 2 }] });
    expect(await store.counts(study.id)).toMatchObject({ waiting: 3, running: 0 });
    expect(await store.workers()).toEqual([]);
    writeFileSync(file('open'), '');
    const next = reportOf(await ended(work('--exit-when-idle', '1')));
    expect(next.studies).toMatchObject([{ complete: 3, failed: 0 }]);
  });

  it('record the trials that end within the time that they may take', async () => {
    const { store, study } = await functions();
    const child = work('--grace', '60s');
    const end = ended(child);
    await vi.waitFor(async () => expect((await store.counts(study.id)).running).toBe(2), soon);
    child.kill('SIGTERM');
    writeFileSync(file('open'), '');
    expect(reportOf(await end).studies).toMatchObject([{ complete: 2, givenBack: 0 }]);
    expect(await store.counts(study.id)).toMatchObject({ complete: 2, waiting: 1 });
  });

  it('record a trial whose process died as failed, and go on', async () => {
    const { store, study } = await functions();
    writeFileSync(file('deadly'), '');
    writeFileSync(file('open'), '');
    const report = reportOf(await ended(work('--isolation', 'process', '--exit-when-idle', '1')));
    expect(report.studies).toMatchObject([{ complete: 0, failed: 3 }]);
    const [trial] = await store.trials(study.id);
    expect(trial?.failure).toMatchObject({ kind: 'crash', message: expect.stringContaining('SIGSEGV') });
  });

  it('leave a study to others when its module is not the same, and say why', async () => {
    const { store, study } = await functions();
    const other = temporaryDirectory();
    writeFileSync(join(other.directory, 'objective.mjs'), `${objective}// edited`);
    const edited = await ended(work('--exit-when-idle', '1', '--directory', other.directory));
    expect(edited.stderr).toContain('objective.mjs differs from the one with which the study runs');
    expect(reportOf(edited).studies).toMatchObject([{ complete: 0, refused: expect.any(String) }]);
    rmSync(join(other.directory, 'objective.mjs'));
    const elsewhere = ['--exit-when-idle', '1', '--directory', other.directory];
    const missing = await ended(work(...elsewhere));
    expect(missing.stderr).toContain('its module is not at');
    expect(missing.stderr).toContain('--directory');
    const quiet = await run(['worker', '--db', db, '--quiet', ...elsewhere], folder.directory);
    expect(quiet.stdout).toMatch(
      /^left after .*: there was no more work that may run here; no trial was run$/m,
    );
    expect(quiet.stdout).toMatch(/^widths: left to other workers: its module is not at .*--directory$/m);
    expect(await store.counts(study.id)).toMatchObject({ waiting: 3 });
    other.remove();
    const nowhere = await ended(work(...elsewhere));
    expect(nowhere.stderr).toBe(`hpsearch: --directory: there is no folder ${other.directory}\n`);
    expect(nowhere.code).toBe(2);
  });
});

it('a worker of a file is refused', async () => {
  const folder = temporaryDirectory();
  const { code, stderr } = await run(['worker', '--db', 'file.db'], folder.directory);
  expect(stderr).toMatch(/^hpsearch: --db: must be the address of a PostgreSQL database/);
  expect(code).toBe(2);
  expect(existsSync(join(folder.directory, 'file.db'))).toBe(false);
  folder.remove();
});
