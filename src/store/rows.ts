import type { EnsembleMethod } from '../study/ensemble-report.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import type { EnsembleRow, StudyRow, TrialRow } from './schema.ts';
import type { NewEnsemble, Runner, StoredEnsemble, Study, TrialResult } from './store.ts';

/** JSON text. A number that JSON has no word for raises RangeError, where JSON.stringify would write null. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (key, part) => (typeof part === 'number' ? finite(key, part) : part));
}

/** The same text for the same runner, whatever the order of its fields: leases are compared as text. */
export function encodeRunner({ host, processId, processStart }: Runner): string {
  return encode({ host, processId, processStart });
}

export function decodeRunner(text: string): Runner {
  return JSON.parse(text);
}

export function decodeSpec(text: string): StudySpec {
  return JSON.parse(text);
}

export function decodeHistory(text: string): EpochRecord[] {
  return JSON.parse(text);
}

export function studyOf(row: StudyRow): Study {
  return {
    id: row.id,
    name: row.name,
    spec: decodeSpec(row.spec),
    directory: row.directory,
    backend: row.backend as BackendName,
    backendTimings: JSON.parse(row.backend_timings),
    versions: JSON.parse(row.versions),
    dataFingerprint: row.data_fingerprint,
    ...(row.pipeline === null ? {} : { pipeline: JSON.parse(row.pipeline) }),
    createdAt: row.created_at,
  };
}

export function trialOf(row: TrialRow): Trial {
  return {
    trial: row.number,
    state: row.state,
    value: row.value,
    config: JSON.parse(row.config),
    metrics: JSON.parse(row.metrics),
    bestEpoch: row.best_epoch,
    epochs: row.epochs,
    parameters: row.parameters,
    seconds: row.seconds,
    backend: row.backend as BackendName | null,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    ...(row.origin === 'sampled' ? {} : { origin: row.origin }),
    ...(row.parent === null ? {} : { parent: row.parent }),
    ...(row.teacher === null ? {} : { teacher: JSON.parse(row.teacher) }),
    ...(row.draw === null || row.draw === row.number ? {} : { draw: row.draw }),
  };
}

/** An ensemble's row, but for its id and its time. */
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

export function ensembleOf(row: EnsembleRow): StoredEnsemble {
  return {
    name: row.name,
    method: row.method as EnsembleMethod,
    members: JSON.parse(row.members),
    temperature: row.temperature,
    report: JSON.parse(row.report),
    createdAt: row.created_at,
  };
}

/** What a trial's row says once the trial has ended. */
export function columnsOf({ outcome, seconds, backend }: TrialResult): Partial<TrialRow> {
  const ended = {
    state: outcome.state,
    epochs: outcome.epochs,
    seconds: finite('seconds', seconds),
    backend,
  };
  if (outcome.state === 'failed') return { ...ended, failure: encode(outcome.failure) };
  return {
    ...ended,
    value: finite('value', outcome.value),
    metrics: encode(outcome.metrics),
    best_epoch: outcome.bestEpoch,
    parameters: outcome.parameters,
  };
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}: only finite numbers are stored`);
  return value;
}
