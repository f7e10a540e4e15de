import type { Trial } from '../../../study/trial.ts';
import type { RowPlace } from '../cells.ts';
import type { TrialRow } from '../schema.ts';
import { checkRow, isPlainRow, jsonIn } from './parsed-row.ts';

/** The trial of a row that passes the quick test, of which there may be a million; undefined for one to ask `trialOf`. */
function plainTrialOf(row: TrialRow): Trial | undefined {
  const trial = parsedTrial(row);
  return isPlainRow('trial', trial) ? (trial as Trial) : undefined;
}

export async function trialOf(row: TrialRow): Promise<Trial> {
  const trial = parsedTrial(row);
  await checkRow(trialPlace(row), 'trial', trial);
  return trial as Trial;
}

/** Its JSON is parsed, and nothing is checked. */
function parsedTrial(row: TrialRow): unknown {
  const { state, value, epochs, parameters, seconds, backend } = row;
  const place = trialPlace(row);
  return {
    trial: row.number,
    ...{ state, value },
    config: jsonIn(place, 'config', row.config),
    metrics: jsonIn(place, 'metrics', row.metrics),
    ...(row.standard_error == null ? {} : { standardError: row.standard_error }),
    ...(row.out_of_time == null ? {} : { outOfTime: row.out_of_time === 1 }),
    ...(row.infeasible === 1 || row.infeasible === 1n ? { infeasible: true } : {}),
    bestEpoch: row.best_epoch,
    ...{ epochs, parameters, seconds, backend },
    failure: jsonIn(place, 'failure', row.failure),
    ...(row.origin === 'sampled' ? {} : { origin: row.origin }),
    ...(row.parent === null ? {} : { parent: row.parent }),
    ...(row.teacher === null ? {} : { teacher: jsonIn(place, 'teacher', row.teacher) }),
    ...(row.draw === null || row.draw === row.number ? {} : { draw: row.draw }),
  };
}

function trialPlace({ study_id, number }: TrialRow): RowPlace {
  return { table: 'trials', studyId: study_id, trial: number };
}

export async function trialsOf(rows: readonly TrialRow[]): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const row of rows) trials.push(plainTrialOf(row) ?? (await trialOf(row)));
  return trials;
}
