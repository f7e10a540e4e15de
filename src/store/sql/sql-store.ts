import { withArtifacts } from '../artifacts/with-artifacts.ts';
import type { Store } from '../store.ts';
import { isCheapToRepeat } from '../trial-result.ts';
import { artifactLedger, artifacts, artifactsPlace, setArtifacts } from './artifact-queries.ts';
import { addCopy, copyStudy } from './copy-queries.ts';
import { curves, histories, history } from './curves/curve-queries.ts';
import { settle } from './curves/settle-queries.ts';
import { addDerived, beginDerived } from './derived-queries.ts';
import { ensembles, findEnsemble, saveEnsemble } from './ensemble-queries.ts';
import { fold, recordFold } from './fold-queries.ts';
import { claimJob, jobProgress, orphans } from './job-queries.ts';
import { changes, lastChange, runs } from './live/change-queries.ts';
import { claim, promote } from './live/claim-queries.ts';
import { lease, release, renew, runner } from './live/lease-queries.ts';
import { answer, ask, enqueue, openRequests, requests, waitingEnqueued } from './live/request-queries.ts';
import type { SqlFlavour } from './migrations.ts';
import { chunk, missingChunks, parcel, putChunk, setParcel } from './parcels/chunk-queries.ts';
import { askToEnd, liveEpochs, reportEpochs, takeProgress } from './progress-queries.ts';
import { top } from './ranking.ts';
import { contributions, optimizerState, record, trialsWithWeights, weights } from './result-queries.ts';
import { dropParked, parked, rungs } from './rung-queries.ts';
import { dropWaiting, missing, progress, waiting } from './sampled-queries.ts';
import type { Database } from './schema.ts';
import {
  addStage,
  createStudy,
  findStudy,
  setHumanBaseline,
  setModuleDigest,
  studies,
} from './study-queries.ts';
import { recordTraining, trainingCount, trainings } from './training-queries.ts';
import { addTrials, counts, outOfTime, trial, trials, unclaim } from './trial-queries.ts';
import { importStudy } from './whole-study-queries.ts';
import { joinWorker, leaveWorker, seeWorker, workers } from './worker-queries.ts';

/** The part of a store that differs between databases. */
export interface SqlConnection {
  readonly flavour: SqlFlavour;
  /**
   * Does `work` without waiting for the disk, where only a crash of the system that also ends this process may undo it, and
   * nothing done before or after.
   */
  forgettably<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /**
   * Runs a method of the store; its fault of the database becomes a DatabaseError. It may run it again when that had no
   * effect.
   */
  run<T>(method: () => Promise<T>): Promise<T>;
  /** As in LiveStore. */
  dataVersion?(): number;
  /** Ends the connection; called once. */
  close(): Promise<void>;
}

/** The store over any SQL database that has the tables. */
export function sqlStore(database: Database, connection: SqlConnection): Store {
  const store = ran(plainStore(database, connection), connection);
  return withArtifacts(store, ran(artifactLedger(database), connection));
}

/** The same methods, each within the connection's `run`. */
function ran<Methods extends object>(plain: Methods, { run }: SqlConnection): Methods {
  const methods = Object.entries(plain).map(([name, method]) => [
    name,
    (...given: unknown[]) => run(() => (method as (...all: unknown[]) => Promise<unknown>)(...given)),
  ]);
  return Object.fromEntries(methods) as Methods;
}

function plainStore(database: Database, { flavour, forgettably, dataVersion, close }: SqlConnection): Store {
  let closed: Promise<void> | undefined;
  return {
    createStudy: (study) => createStudy(database, study),
    importStudy: (whole) => importStudy(database, whole),
    copyStudy: (studyId, take) => copyStudy(database, flavour, studyId, take),
    addCopy: (as, give) => addCopy(database, as, give),
    findStudy: (study) => findStudy(database, study),
    studies: () => studies(database),
    lease: (studyId, runner, isAlive) => lease(database, flavour, { studyId, runner, isAlive }),
    renew: (studyId, runner) => renew(database, flavour, studyId, runner),
    runner: (studyId, isAlive) => runner(database, flavour, studyId, isAlive),
    release: (studyId, runner) => release(database, studyId, runner),
    setHumanBaseline: (studyId, value) => setHumanBaseline(database, studyId, value),
    addStage: (studyId, stage) => addStage(database, studyId, stage),
    setModuleDigest: (studyId, digest) => setModuleDigest(database, studyId, digest),
    addTrials: (studyId, added) => addTrials(database, studyId, added),
    // A claim, promotion or dropped state that is lost leaves a trial unchanged; a cheap training is repeated; and the
    // search settles all trials again when it is resumed. Its own end waits for the disk.
    claim: (studyId, number, worker) => forgettably((own) => claim(own, studyId, number, worker)),
    promote: (studyId, number, worker) => forgettably((own) => promote(own, studyId, number, worker)),
    beginDerived: (studyId, derived, worker) => beginDerived(database, studyId, derived, worker),
    addDerived: (studyId, derived, result) => addDerived(database, studyId, derived, result),
    unclaim: (claimed) => unclaim(database, claimed),
    record: (claimed, result, keep) =>
      isCheapToRepeat(result)
        ? forgettably((own) => record(own, claimed, result, keep))
        : record(database, claimed, result, keep),
    settle: (studyId, settlement) => forgettably((own) => settle(own, studyId, settlement)),
    recordFold: (claimed, number, result) => recordFold(database, claimed, number, result),
    fold: (studyId, number, index) => fold(database, studyId, number, index),
    claimJob: (job, worker, name) => forgettably((own) => claimJob(own, job, worker, name)),
    jobProgress: (studyId, numbers) => jobProgress(database, studyId, numbers),
    orphans: (studyId, live) => orphans(database, studyId, live),
    joinWorker: (worker) => joinWorker(database, flavour, worker),
    seeWorker: (worker, parts) => seeWorker(database, flavour, worker, parts),
    leaveWorker: (worker) => leaveWorker(database, worker),
    workers: () => workers(database, flavour),
    takeProgress: (studyId) => takeProgress(database, studyId),
    askToEnd: (claimed) => askToEnd(database, claimed),
    dataVersion: async () => dataVersion?.(),
    lastChange: (studyId) => lastChange(database, studyId),
    changes: (studyId, since) => changes(database, flavour, studyId, since),
    runs: (studyId, since) => runs(database, studyId, since),
    reportEpochs: (parts) => forgettably((own) => reportEpochs(own, parts)),
    liveEpochs: (studyId) => liveEpochs(database, studyId),
    ask: (studyId, request, askedBy) => ask(database, flavour, studyId, request, askedBy),
    enqueue: (studyId, asked) => enqueue(database, flavour, studyId, asked),
    requests: (studyId) => requests(database, studyId),
    openRequests: (studyId) => openRequests(database, studyId),
    answer: (studyId, request, given) => answer(database, studyId, request, given),
    waitingEnqueued: (studyId) => waitingEnqueued(database, studyId),
    rungs: (studyId) => rungs(database, studyId),
    parked: (studyId, number) => parked(database, studyId, number),
    dropParked: (studyId, numbers) => forgettably((own) => dropParked(own, studyId, numbers)),
    recordTraining: (studyId, number, training) => recordTraining(database, studyId, number, training),
    trainings: (studyId, number) => trainings(database, studyId, number),
    trainingCount: (studyId) => trainingCount(database, studyId),
    waiting: (studyId, range, limit) => waiting(database, studyId, range, limit),
    dropWaiting: (studyId, from) => dropWaiting(database, studyId, from),
    missing: (studyId, count) => missing(database, studyId, count),
    progress: (studyId, count) => progress(database, studyId, count),
    trials: (studyId) => trials(database, studyId),
    trial: (studyId, number) => trial(database, studyId, number),
    counts: (studyId) => counts(database, studyId),
    outOfTime: (studyId) => outOfTime(database, studyId),
    top: (studyId, k) => top(database, studyId, k),
    history: (studyId, number) => history(database, studyId, number),
    histories: (studyId, after, limit) => histories(database, studyId, after, limit),
    curves: (studyId, after, limit) => curves(database, studyId, after, limit),
    weights: (studyId, number) => weights(database, studyId, number),
    optimizerState: (studyId, number) => optimizerState(database, studyId, number),
    contributions: (studyId, number) => contributions(database, studyId, number),
    trialsWithWeights: (studyId) => trialsWithWeights(database, studyId),
    saveEnsemble: (studyId, ensemble, may) => saveEnsemble(database, studyId, ensemble, may),
    findEnsemble: (studyId, name) => findEnsemble(database, studyId, name),
    ensembles: (studyId) => ensembles(database, studyId),
    putChunk: (hash, bytes) => putChunk(database, hash, bytes),
    chunk: (hash) => chunk(database, hash),
    missingChunks: (hashes) => missingChunks(database, hashes),
    setParcel: (studyId, name, given) => setParcel(database, studyId, name, given),
    parcel: (studyId, name) => parcel(database, studyId, name),
    setArtifacts: (studyId, place) => setArtifacts(database, studyId, place),
    artifactsPlace: (studyId) => artifactsPlace(database, studyId),
    artifacts: (studyId) => artifacts(database, studyId),
    close: () => (closed ??= close()),
  };
}
