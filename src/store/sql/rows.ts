import type { StudySpec } from '../../study/study-spec.ts';
import type { EpochRecord } from '../../study/trial.ts';
import type { NewEnsemble, Runner, StoredEnsemble, Study } from '../store.ts';
import type { FoldResult, TrialResult } from '../trial-result.ts';
import { countIn } from './cells.ts';
import { parsedColumn, parsedRow } from './parsed/parsed-row.ts';
import type { EnsembleRow, StudyRow, TrialColumns } from './schema.ts';

/** JSON text. A number that JSON cannot represent raises RangeError, where JSON.stringify would write null. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (key, part) => (typeof part === 'number' ? finite(key, part) : part));
}

/** The same text for the same runner, whatever the order of its fields: leases are compared as text. */
export function encodeRunner({ host, processId, processStart, system }: Runner): string {
  return encode({ host, processId, processStart, ...(system !== undefined && { system }) });
}

export async function decodeRunner(text: unknown): Promise<Runner> {
  return (await parsedColumn({ table: 'studies' }, 'runner', 'runner', text)) as Runner;
}

export async function decodeSpec(text: unknown): Promise<StudySpec> {
  return (await parsedColumn({ table: 'studies' }, 'spec', 'spec', text)) as StudySpec;
}

export async function decodeHistory(text: unknown, studyId: number, trial: number): Promise<EpochRecord[]> {
  const place = { table: 'epochs', studyId, trial };
  return (await parsedColumn(place, 'history', 'history', text)) as EpochRecord[];
}

export async function decodeOutcome(
  text: unknown,
  studyId: number,
  trial: number,
): Promise<FoldResult['outcome']> {
  const place = { table: 'folds', studyId, trial };
  return (await parsedColumn(place, 'foldOutcome', 'outcome', text)) as FoldResult['outcome'];
}

export async function studyOf(row: StudyRow): Promise<Study> {
  const { name, spec, directory, backend, versions, pipeline, baselines } = row;
  const given = {
    id: countIn({ table: 'studies' }, 'id', row.id),
    ...{ name, spec, directory, backend, versions },
    backendTimings: row.backend_timings,
    dataFingerprint: row.data_fingerprint,
    ...(pipeline === null ? {} : { pipeline }),
    ...(baselines === null ? {} : { baselines }),
    createdAt: row.created_at,
  };
  const place = { table: 'studies', studyId: row.id };
  return (await parsedRow(place, 'study', given, [
    'spec',
    'backendTimings',
    'versions',
    'pipeline',
    'baselines',
  ])) as Study;
}

/** An ensemble's row without its id and its time. */
export function ensembleColumns(
  studyId: number,
  { name, method, members, temperature, report }: NewEnsemble,
) {
  return {
    study_id: studyId,
    name,
    method,
    members: encode(members),
    temperature,
    report: encode(report),
  };
}

export async function ensembleOf(row: EnsembleRow): Promise<StoredEnsemble> {
  const { name, method, members, temperature, report } = row;
  const given = { name, method, members, temperature, report, createdAt: row.created_at };
  const place = { table: 'ensembles', studyId: row.study_id };
  return (await parsedRow(place, 'ensemble', given, ['members', 'report'])) as StoredEnsemble;
}

/** The columns of a trial's row that are filled in when it ends. */
export function columnsOf({ outcome, seconds, backend }: TrialResult): Partial<TrialColumns> {
  return { ...endColumns(outcome), seconds: finite('seconds', seconds), backend };
}

/** The columns of an outcome. */
export function endColumns(outcome: TrialResult['outcome']): Partial<TrialColumns> {
  const ended = { state: outcome.state, epochs: outcome.epochs };
  if (outcome.state === 'failed') return { ...ended, failure: encode(outcome.failure) };
  return {
    ...ended,
    value: finite('value', outcome.value),
    standard_error: standardErrorOf(outcome),
    out_of_time: 'outOfTime' in outcome && outcome.outOfTime ? 1 : null,
    infeasible: outcome.infeasible === true ? 1 : 0,
    metrics: encode(outcome.metrics),
    best_epoch: outcome.bestEpoch,
    parameters: outcome.parameters,
  };
}

function standardErrorOf(outcome: Extract<TrialResult['outcome'], { value: number }>): number | null {
  return 'standardError' in outcome && outcome.standardError !== undefined
    ? finite('standardError', outcome.standardError)
    : null;
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}: only finite numbers are stored`);
  return value;
}
