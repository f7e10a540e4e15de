import type { RecordedTrial, StoredEnsemble, Study, WholeStudy } from '../store.ts';
import { countIn } from './cells.ts';
import { trialsOf } from './ensemble-queries.ts';
import { addHistory, addWeights } from './result-queries.ts';
import { encode, ensembleColumns } from './rows.ts';
import type { Database, TrialColumns } from './schema.ts';
import { insertStudy } from './study-queries.ts';

export async function importStudy(database: Database, whole: WholeStudy): Promise<Study> {
  return database.transaction().execute(async (transaction) => {
    const created = whole.createdAt === undefined ? {} : { created_at: whole.createdAt };
    const study = await insertStudy(transaction, whole.study, created);
    for (const trial of whole.trials) await insertTrial(transaction, study.id, trial);
    for (const ensemble of whole.ensembles) await insertEnsemble(transaction, study.id, ensemble);
    return study;
  });
}

async function insertTrial(transaction: Database, studyId: number, recorded: RecordedTrial): Promise<void> {
  const { trial, history, rungs = [] } = recorded;
  await transaction.insertInto('trials').values(rowOf(studyId, trial)).execute();
  const claim = { studyId, trial: trial.trial, attempt: 0 };
  if (history.length > 0) await addHistory(transaction, claim, history);
  await addWeights(transaction, claim, recorded);
  const reached = rungs.map((rung) => ({ study_id: studyId, trial: trial.trial, ...rung }));
  if (reached.length > 0) await transaction.insertInto('rungs').values(reached).execute();
}

function rowOf(
  studyId: number,
  { trial, draw = trial, origin, parent, teacher, failure, ...rest }: RecordedTrial['trial'],
): TrialColumns {
  return {
    study_id: studyId,
    number: trial,
    attempt: 0,
    state: rest.state,
    config: encode(rest.config),
    value: rest.value,
    standard_error: rest.standardError ?? null,
    out_of_time: rest.outOfTime ? 1 : null,
    infeasible: rest.infeasible === true ? 1 : 0,
    metrics: encode(rest.metrics),
    best_epoch: rest.bestEpoch,
    epochs: rest.epochs,
    parameters: rest.parameters,
    seconds: rest.seconds,
    backend: rest.backend,
    failure: failure === null ? null : encode(failure),
    draw: origin === undefined ? draw : null,
    origin: origin ?? 'sampled',
    parent: parent ?? null,
    teacher: teacher === undefined ? null : encode(teacher),
  };
}

async function insertEnsemble(
  transaction: Database,
  studyId: number,
  ensemble: StoredEnsemble,
): Promise<void> {
  const row = await transaction
    .insertInto('ensembles')
    .values({ ...ensembleColumns(studyId, ensemble), created_at: ensemble.createdAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ensemble_id = countIn({ table: 'ensembles', studyId }, 'id', row.id);
  const needed = trialsOf(ensemble.members).map((trial) => ({ ensemble_id, study_id: studyId, trial }));
  if (needed.length > 0) await transaction.insertInto('ensemble_members').values(needed).execute();
}
