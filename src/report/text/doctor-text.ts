import type { DoctorReport, MeasuredStudy } from '../../reports/doctor-report.ts';
import { counted } from '../../reports/figure.ts';
import { describeTimings } from './backend-timings.ts';
import { inCommandWords } from './parts/command-words.ts';
import { renderTable } from './parts/table.ts';

const slowProducts =
  'wasm is several times slower here: this processor, or this version of Node, has no fused multiply-add';

/** A line for the machine, a table of its backends, and the state of the database at `db`. */
export function renderDoctor(
  {
    hpsearch,
    node,
    platform,
    arch,
    cores,
    fusedMultiplyAdd,
    backends,
    nativeFolder,
    study,
    database,
  }: DoctorReport,
  db: string,
  columns: number,
): string {
  return [
    `hpsearch ${hpsearch}, node ${node}, ${platform} ${arch}, ${cores} cores\n`,
    `${stateTable(backends, columns)}\n`,
    ...(fusedMultiplyAdd ? [] : [slowProducts]),
    ...(nativeFolder === null ? [] : [`native is in ${nativeFolder}`]),
    "auto times those that load on a new study's first configuration, and takes the fastest",
    ...(study === null ? [] : [describeStudy(study)]),
    database === null ? `there is no database at ${db}` : describeDatabase(database),
    ...(database?.studies ?? []).flatMap(describeArtifacts),
  ].join('\n');
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
}: NonNullable<DoctorReport['database']>): string {
  if (bytes === 0 && faults.length === 0) return `${file}: an empty file: no studies yet`;
  const trials = studies.reduce((sum, each) => sum + each.trials, 0);
  const parts = [
    `${studies.length} ${studies.length === 1 ? 'study' : 'studies'}`,
    counted(trials, 'trial'),
    megabytes(bytes),
    ...(schemaVersion === null ? [] : [`tables of version ${schemaVersion}`]),
    ...(journalMode === null ? [] : [`journal ${journalMode}`]),
    ...(journalMode === null && integrity === 'not checked' ? [] : [`pages ${integrity}`]),
  ];
  return `${file}: ${parts.join(', ')}`;
}

/** "study wide: 4 objects, 38.2 MB, in /models/wide-f48281c1; nothing refers to 2 others, 12.7 MB". */
function describeArtifacts({
  name,
  artifacts = [],
}: NonNullable<DoctorReport['database']>['studies'][number]): string[] {
  return artifacts.map(({ place, objects, bytes, orphans, orphanBytes }) => {
    const others = orphans === 0 ? '' : `; nothing refers to ${orphans} others, ${megabytes(orphanBytes)}`;
    return `study ${name}: ${counted(objects, 'object')}, ${megabytes(bytes)}, in ${place}${others}`;
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function stateTable(backends: DoctorReport['backends'], columns: number): string {
  const column = (title: string, cell: (state: DoctorReport['backends'][number]) => string) =>
    ({ title, align: 'left', cells: backends.map(cell) }) as const;
  const table = [
    column('backend', ({ name }) => name),
    column('state', ({ reason, versions }) =>
      reason === null ? `loads: ${describeVersions(versions)}` : inCommandWords(reason),
    ),
  ];
  return renderTable(table, columns).text;
}

/** "tfjs 4.22.0, tfjs-node 4.22.0, tensorflow 2.21.0". */
function describeVersions(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name.replace('@tensorflow/', '')} ${version}`)
    .join(', ');
}

function describeStudy({ name, backend, timings }: MeasuredStudy): string {
  const measured = describeTimings(timings);
  return `study ${name} runs on ${backend}${measured === '' ? '' : `; measured: ${measured}`}`;
}
