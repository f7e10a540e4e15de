import type { Insertable, SelectQueryBuilder } from 'kysely';
import type { Direction } from '../../study/objective.ts';
import type { EpochRecord } from '../../study/trial.ts';
import type { Artifact } from '../artifact.ts';
import { type Claim, keepAll } from '../store.ts';
import type { TrialResult } from '../trial-result.ts';
import { addArtifacts } from './artifact-queries.ts';
import { bytesIn, countIn } from './cells.ts';
import { forgetRun } from './forget-attempts.ts';
import { bestTrials, byDirection, directionOf } from './ranking.ts';
import { reusedQuery } from './reused-query.ts';
import { columnsOf, encode } from './rows.ts';
import { addRung } from './rung-queries.ts';
import type { Database, Tables } from './schema.ts';
import { lockStudy } from './study-queries.ts';
import { updateClaimed } from './trial-queries.ts';

type TrialNumbers = SelectQueryBuilder<Tables, 'trials', { number: unknown }>;

export async function record(
  database: Database,
  claim: Claim,
  result: TrialResult,
  keep: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { spec } = await lockStudy(transaction, claim.studyId);
    if (!(await updateClaimed(transaction, claim, columnsOf(result)))) return false;
    await addHistory(transaction, claim, result.history);
    await forgetRun(transaction, claim.studyId, claim.trial);
    await addRung(transaction, claim, result);
    // One without weights is of a function, or not among the best: no other one leaves them.
    if (result.outcome.state !== 'complete' || result.weights === undefined) return true;
    // Without a limit all complete trials would be read for each one.
    if (keep === keepAll || (await forgetOthers(transaction, claim, keep, await directionOf(spec))))
      await addWeights(transaction, claim, result);
    return true;
  });
}

/** Forgets the weights of the trials that are no longer among the best; true when the claimed one's are to be kept. */
async function forgetOthers(
  transaction: Database,
  { studyId, trial }: Claim,
  keep: number,
  direction: Direction,
): Promise<boolean> {
  await forgottenBy[direction](transaction, { studyId, keep });
  return (await keptBy[direction](transaction, { studyId, keep, trial })).rows.length > 0;
}

interface Limit {
  readonly studyId: number;
  readonly keep: number;
}

function bestSampled(database: Database, direction: Direction, { studyId, keep }: Limit): TrialNumbers {
  const sampled = bestTrials(database, studyId, direction).where('origin', '=', 'sampled');
  return sampled.select('number').limit(keep);
}

const forgottenBy = byDirection((direction) =>
  reusedQuery((database, limit: Limit) =>
    forgottenWeights(database, limit.studyId, bestSampled(database, direction, limit)),
  ),
);

const keptBy = byDirection((direction) =>
  reusedQuery((database, limit: Limit & { readonly trial: number }) =>
    database
      .selectFrom('trials')
      .select('number')
      .where('study_id', '=', limit.studyId)
      .where('number', '=', limit.trial)
      .where((row) =>
        row.or([
          row('origin', '!=', 'sampled'),
          row('number', 'in', bestSampled(database, direction, limit)),
        ]),
      ),
  ),
);

export async function addHistory(
  transaction: Database,
  { studyId, trial }: Claim,
  history: readonly EpochRecord[],
): Promise<void> {
  await addedHistory(transaction, { studyId, trial, text: encode(history) });
}

interface HistoryText {
  readonly studyId: number;
  readonly trial: number;
  readonly text: string;
}

const addedHistory = reusedQuery((database, { studyId, trial, text: history }: HistoryText) =>
  database
    .insertInto('epochs')
    .values({ study_id: studyId, trial, history })
    // A promoted trial has those of its earlier rungs.
    .onConflict((conflict) => conflict.columns(['study_id', 'trial']).doUpdateSet({ history })),
);

/**
 * Complete trials are only ever added, so a trial that has left the best never returns, and the trials kept in the end
 * do not depend on the order in which they finish. Derived trials, each of which was requested, and members of an
 * ensemble are kept whatever their rank, and so are trials whose draw is not below `below`.
 */
export function forgottenWeights(database: Database, studyId: number, best: TrialNumbers, below?: number) {
  return (
    database
      .deleteFrom('weights')
      .where('study_id', '=', studyId)
      .where('trial', 'not in', best)
      .where('trial', 'not in', memberTrials(database, studyId))
      // Looked up for each row: few trials have weights, and a study may have a million others.
      .where(({ exists, selectFrom }) => {
        const sampled = selectFrom('trials')
          .select('number')
          .whereRef('trials.study_id', '=', 'weights.study_id')
          .whereRef('number', '=', 'weights.trial')
          .where('origin', '=', 'sampled');
        return exists(below === undefined ? sampled : sampled.where('draw', '<', below));
      })
  );
}

interface KeptBytes {
  readonly weights?: Uint8Array;
  readonly optimizer?: Uint8Array | null;
  readonly contributions?: Float64Array;
  readonly artifacts?: readonly Artifact[];
}

const addedWeights = reusedQuery((database, row: Insertable<Tables['weights']>) =>
  database.insertInto('weights').values(row),
);

export async function addWeights(
  transaction: Database,
  claim: Claim,
  { weights, optimizer = null, contributions, artifacts = [] }: KeptBytes,
): Promise<void> {
  if (weights === undefined) return;
  await addedWeights(transaction, {
    ...{ study_id: claim.studyId, trial: claim.trial, weights, optimizer },
    contributions: contributions === undefined ? null : bytesOf(contributions),
  });
  const parts = ['weights', 'optimizer'];
  await addArtifacts(
    transaction,
    claim,
    artifacts.filter(({ part }) => parts.includes(part)),
  );
}

/** The trials whose weights the study's ensembles need. */
export function memberTrials(database: Database, studyId: number) {
  return database.selectFrom('ensemble_members').select('trial').where('study_id', '=', studyId);
}

export async function weights(
  database: Database,
  studyId: number,
  trial: number,
): Promise<Uint8Array | undefined> {
  const row = await keptOf(database, studyId, trial).select('weights').executeTakeFirst();
  return row && bytesIn({ table: 'weights', studyId, trial }, 'weights', row.weights);
}

export async function optimizerState(
  database: Database,
  studyId: number,
  trial: number,
): Promise<Uint8Array | undefined> {
  const row = await keptOf(database, studyId, trial).select('optimizer').executeTakeFirst();
  if (row === undefined || row.optimizer === null) return undefined;
  return bytesIn({ table: 'weights', studyId, trial }, 'optimizer', row.optimizer);
}

export async function contributions(
  database: Database,
  studyId: number,
  trial: number,
): Promise<Float64Array | undefined> {
  const row = await keptOf(database, studyId, trial).select('contributions').executeTakeFirst();
  if (row === undefined || row.contributions === null) return undefined;
  const place = { table: 'weights', studyId, trial };
  return doublesOf(bytesIn(place, 'contributions', row.contributions));
}

function bytesOf(numbers: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, at) => {
    view.setFloat64(8 * at, number, true);
  });
  return bytes;
}

function doublesOf(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: Math.floor(bytes.length / 8) }, (_, at) =>
    view.getFloat64(8 * at, true),
  );
}

function keptOf(database: Database, studyId: number, trial: number) {
  return database.selectFrom('weights').where('study_id', '=', studyId).where('trial', '=', trial);
}

export async function trialsWithWeights(database: Database, studyId: number): Promise<number[]> {
  const rows = await database
    .selectFrom('weights')
    .select('trial')
    .where('study_id', '=', studyId)
    .orderBy('trial')
    .execute();
  return rows.map(({ trial }) => countIn({ table: 'weights', studyId }, 'trial', trial));
}
