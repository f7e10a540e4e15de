import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { describeTimings } from '../report/text/backend-timings.ts';
import { renderTable } from '../report/text/table.ts';
import type { DatabaseReport } from '../store/database-report.ts';
import { inspectStore } from '../store/open-store.ts';
import { withStore } from '../store/with-store.ts';
import { backendOf } from '../study/study-spec.ts';
import { type BackendProbe, probeBackends } from '../training/backend.ts';
import { seekTfjsNode } from '../training/native/tfjs-node.ts';
import { databaseOption, jsonOption, studyOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = { study: studyOption, db: databaseOption, json: jsonOption } as const;

type DoctorArguments = InferredOptionTypes<typeof options>;

/** What is known of a study's backend: `timings` are milliseconds a step, of those that were measured. */
interface MeasuredStudy {
  readonly name: string;
  readonly backend: string;
  readonly timings: Readonly<Record<string, number>>;
}

/** hpsearch doctor: what this machine can compute with, and what the newest study computes with. */
export function doctorCommand(terminal: Terminal): CommandModule<object, DoctorArguments> {
  return {
    builder: (yargs: Argv) => yargs.options(options).example('$0 doctor', 'which backends load, and why not'),
    handler: (argv) => doctor(argv, terminal),
  };
}

async function doctor(argv: DoctorArguments, terminal: Terminal): Promise<void> {
  const backends = await probeBackends();
  const nativeFolder = seekTfjsNode()?.folder ?? null;
  const database = await inspectStore(argv.db);
  const study = database === undefined || database.faults.length > 0 ? undefined : await measuredStudy(argv);
  const { platform, arch, version: node } = process;
  const { version: hpsearch } = terminal;
  const cores = availableParallelism();
  if (argv.json) {
    const rows = backends.map(({ name, reason = null, versions }) => ({ name, reason, versions }));
    const machine = { hpsearch, node, platform, arch, cores };
    const report = { ...machine, backends: rows, nativeFolder, study: study ?? null };
    printJson(terminal, { ...report, database: database ?? null });
    return refuseDamaged(database);
  }
  const lines = [
    `hpsearch ${hpsearch}, node ${node}, ${platform} ${arch}, ${cores} cores\n`,
    `${stateTable(backends, terminal.columns)}\n`,
    ...(nativeFolder === null ? [] : [`native is in ${nativeFolder}`]),
    "auto times those that load on a new study's first configuration, and takes the fastest",
    ...(study === undefined ? [] : [describeStudy(study)]),
    database === undefined ? `there is no database at ${argv.db}` : describeDatabase(database),
  ];
  terminal.out(lines.join('\n'));
  refuseDamaged(database);
}

/** "hpsearch.db: 3 studies, 90 trials, 1.2 MB, tables of version 5, journal wal, pages ok". */
function describeDatabase({
  file,
  bytes,
  studies,
  schemaVersion,
  journalMode,
  integrity,
  faults,
}: DatabaseReport): string {
  if (bytes === 0 && faults.length === 0) return `${file}: an empty file: no studies yet`;
  const trials = studies.reduce((sum, each) => sum + each.trials, 0);
  const parts = [
    `${studies.length} ${studies.length === 1 ? 'study' : 'studies'}`,
    `${trials} trials`,
    `${(bytes / 1e6).toFixed(1)} MB`,
    ...(schemaVersion === null ? [] : [`tables of version ${schemaVersion}`]),
    ...(journalMode === null ? [] : [`journal ${journalMode}`]),
    `pages ${integrity}`,
  ];
  return `${file}: ${parts.join(', ')}`;
}

function refuseDamaged(database: DatabaseReport | undefined): void {
  if (database !== undefined && database.faults.length > 0) throw new UsageError(database.faults.join('\n'));
}

function stateTable(backends: readonly BackendProbe[], columns: number): string {
  const column = (title: string, cell: (probe: BackendProbe) => string) =>
    ({ title, align: 'left', cells: backends.map(cell) }) as const;
  const table = [
    column('backend', ({ name }) => name),
    column('state', ({ reason, versions }) => reason ?? `loads: ${describeVersions(versions)}`),
  ];
  return renderTable(table, columns).text;
}

/** "tfjs 4.22.0, tfjs-node 4.22.0, tensorflow 2.21.0". */
function describeVersions(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name.replace('@tensorflow/', '')} ${version}`)
    .join(', ');
}

async function measuredStudy({ db, study: name }: DoctorArguments): Promise<MeasuredStudy | undefined> {
  return withStore(db, async (store) => {
    const study = await store.findStudy(name);
    const backend = study && backendOf(study);
    return backend ? { name: study.name, backend, timings: study.backendTimings } : undefined;
  });
}

function describeStudy({ name, backend, timings }: MeasuredStudy): string {
  const measured = describeTimings(timings);
  return `study ${name} runs on ${backend}${measured === '' ? '' : `; measured: ${measured}`}`;
}
