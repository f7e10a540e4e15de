import type { NewStudy, RecordedTrial, StoredEnsemble, WholeStudy } from '../store/store.ts';
import type { RungRow } from '../store/trial-result.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { readStudyDocument } from './document/study-document.ts';
import { documentFormat, documentVersion } from './document/study-document-schema.ts';
import { type Exported, historyOf } from './transfer.ts';

/** A study's JSON document (docs/formats.md). */
interface StudyDocument {
  readonly createdAt: string;
  readonly study: NewStudy;
  readonly trials: readonly DocumentTrial[];
  readonly ensembles: readonly StoredEnsemble[];
}

/** Bytes are in base64. */
type DocumentTrial = Trial & {
  readonly history: readonly EpochRecord[];
  readonly weights?: string;
  readonly optimizer?: string;
  readonly rungs?: RecordedTrial['rungs'];
};

/** The document in chunks, one line per trial: at most one trial's weights are in memory. */
export async function* jsonDocument(exported: Exported): AsyncIterable<string> {
  const { id: _, createdAt, ...study } = exported.study;
  const head = { format: documentFormat, version: documentVersion, createdAt, study };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "trials": [`;
  const rungs = rungsByTrial(await exported.store.rungs(exported.study.id));
  for (const [index, trial] of exported.trials.entries()) {
    const whole = { ...(await documentTrial(exported, trial)), ...rungs.get(trial.trial) };
    yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(whole)}`;
  }
  const ensembles = exported.ensembles.map((each) => `\n    ${JSON.stringify(each)}`);
  yield `\n  ],\n  "ensembles": [${ensembles.join(',')}${ensembles.length > 0 ? '\n  ' : ''}]\n}\n`;
}

function rungsByTrial(rows: readonly RungRow[]): ReadonlyMap<number, Required<Pick<RecordedTrial, 'rungs'>>> {
  const byTrial = new Map<number, { rungs: Omit<RungRow, 'trial'>[] }>();
  for (const { trial, ...row } of rows) {
    const { rungs } = byTrial.get(trial) ?? { rungs: [] };
    rungs.push(row);
    byTrial.set(trial, { rungs });
  }
  return byTrial;
}

async function documentTrial(exported: Exported, trial: Trial): Promise<DocumentTrial> {
  const { store, study, withWeights } = exported;
  const history = await historyOf(exported, trial);
  const weights = withWeights ? await store.weights(study.id, trial.trial) : undefined;
  const optimizer = withWeights ? await store.optimizerState(study.id, trial.trial) : undefined;
  return {
    ...trial,
    // No process runs it where the document is read, so a search there will run it again.
    state: trial.state === 'running' ? 'waiting' : trial.state,
    history,
    ...(weights === undefined ? {} : { weights: Buffer.from(weights).toString('base64') }),
    ...(optimizer === undefined ? {} : { optimizer: Buffer.from(optimizer).toString('base64') }),
  };
}

/** The study of a document, under `name` if given. FaultsError with all its faults. */
export function parseJsonDocument(text: string, file: string, name?: string): WholeStudy {
  const { createdAt, study, trials, ensembles } = readStudyDocument(text, file) as StudyDocument;
  const renamed = name === undefined ? study : { ...study, name, spec: { ...study.spec, name } };
  return { study: renamed, createdAt, trials: trials.map(recordedTrial), ensembles };
}

function recordedTrial({ history, weights, optimizer, rungs, ...trial }: DocumentTrial): RecordedTrial {
  return {
    trial,
    history,
    ...(weights === undefined ? {} : { weights: bytesOf(weights) }),
    ...(optimizer === undefined ? {} : { optimizer: bytesOf(optimizer) }),
    ...(rungs && { rungs }),
  };
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
