import { withArtifacts } from '../artifacts/with-artifacts.ts';
import type { Store } from '../store.ts';
import { isCheapToRepeat } from '../trial-result.ts';
import { artifactLedger, artifacts, artifactsPlace, setArtifacts } from './artifact-queries.ts';
import { curves, histories, history } from './curves/curve-queries.ts';
import { settle } from './curves/settle-queries.ts';
import { claim, promote } from './live/claim-queries.ts';
import type { SqlFlavour } from './migrations.ts';
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
import { addTrials, counts, outOfTime, trial, trials, unclaim } from './trial-queries.ts';

// Loaded with their first use: a command that reads a study waits for none of them.
const copyQueries = () => import('./copy-queries.ts');
const derivedQueries = () => import('./derived-queries.ts');
const ensembleQueries = () => import('./ensemble-queries.ts');
const jobQueries = () => import('./job-queries.ts');
const requestQueries = () => import('./live/request-queries.ts');
const chunkQueries = () => import('./parcels/chunk-queries.ts');
const trainingQueries = () => import('./training-queries.ts');
const wholeStudyQueries = () => import('./whole-study-queries.ts');
const workerQueries = () => import('./worker-queries.ts');
const foldQueries = () => import('./fold-queries.ts');
const leaseQueries = () => import('./live/lease-queries.ts');
const changeQueries = () => import('./live/change-queries.ts');

/** The part of a store that differs between databases. */
export interface SqlConnection {
  readonly flavour: SqlFlavour;
  /**
   * Does `work` without waiting for the disk, where only a crash of the system that also ends this process may undo it, and
   * nothing done before or after.
   */
  forgettably<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** As in Store. */
  sync(): Promise<void>;
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

function plainStore(
  database: Database,
  { flavour, forgettably, sync, dataVersion, close }: SqlConnection,
): Store {
  let closed: Promise<void> | undefined;
  return {
    createStudy: (study) => createStudy(database, study),
    importStudy: async (whole) => (await wholeStudyQueries()).importStudy(database, whole),
    copyStudy: async (studyId, take) => (await copyQueries()).copyStudy(database, flavour, studyId, take),
    addCopy: async (as, give) => (await copyQueries()).addCopy(database, as, give),
    findStudy: (study) => findStudy(database, study),
    studies: () => studies(database),
    // A lease that is lost is taken again by whoever runs the study then.
    lease: async (studyId, runner, isAlive) => {
      const { lease } = await leaseQueries();
      return forgettably((own) => lease(own, flavour, { studyId, runner, isAlive }));
    },
    renew: async (studyId, runner) => (await leaseQueries()).renew(database, flavour, studyId, runner),
    runner: async (studyId, isAlive) => (await leaseQueries()).runner(database, flavour, studyId, isAlive),
    release: async (studyId, runner) => (await leaseQueries()).release(database, studyId, runner),
    setHumanBaseline: (studyId, value) => setHumanBaseline(database, studyId, value),
    addStage: (studyId, stage) => addStage(database, studyId, stage),
    setModuleDigest: (studyId, digest) => setModuleDigest(database, studyId, digest),
    // Trials that are lost are sampled again, to the same configurations. A claim, promotion or dropped state that is lost
    // leaves a trial unchanged; a cheap training is repeated; and the search settles all trials again when it is resumed.
    // Its own end waits for the disk.
    addTrials: (studyId, added) => forgettably((own) => addTrials(own, studyId, added)),
    claim: (studyId, number, worker) => forgettably((own) => claim(own, studyId, number, worker)),
    promote: (studyId, number, worker) => forgettably((own) => promote(own, studyId, number, worker)),
    beginDerived: async (studyId, derived, worker) =>
      (await derivedQueries()).beginDerived(database, studyId, derived, worker),
    addDerived: async (studyId, derived, result) =>
      (await derivedQueries()).addDerived(database, studyId, derived, result),
    unclaim: (claimed) => unclaim(database, claimed),
    record: (claimed, result, keep, synced) =>
      synced === 'later' || isCheapToRepeat(result)
        ? forgettably((own) => record(own, claimed, result, keep))
        : record(database, claimed, result, keep),
    sync,
    settle: (studyId, settlement) => forgettably((own) => settle(own, studyId, settlement)),
    recordFold: async (claimed, number, result) =>
      (await foldQueries()).recordFold(database, claimed, number, result),
    fold: async (studyId, number, index) => (await foldQueries()).fold(database, studyId, number, index),
    claimJob: (job, worker, name) =>
      forgettably(async (own) => (await jobQueries()).claimJob(own, job, worker, name)),
    jobProgress: async (studyId, numbers) => (await jobQueries()).jobProgress(database, studyId, numbers),
    orphans: async (studyId, live) => (await jobQueries()).orphans(database, studyId, live),
    joinWorker: async (worker) => (await workerQueries()).joinWorker(database, flavour, worker),
    seeWorker: async (worker, parts) => (await workerQueries()).seeWorker(database, flavour, worker, parts),
    leaveWorker: async (worker) => (await workerQueries()).leaveWorker(database, worker),
    workers: async () => (await workerQueries()).workers(database, flavour),
    takeProgress: (studyId) => takeProgress(database, studyId),
    askToEnd: (claimed) => askToEnd(database, claimed),
    dataVersion: async () => dataVersion?.(),
    lastChange: async (studyId) => (await changeQueries()).lastChange(database, studyId),
    changes: async (studyId, since) => (await changeQueries()).changes(database, flavour, studyId, since),
    runs: async (studyId, since) => (await changeQueries()).runs(database, studyId, since),
    reportEpochs: (parts) => forgettably((own) => reportEpochs(own, parts)),
    liveEpochs: (studyId) => liveEpochs(database, studyId),
    ask: async (studyId, request, askedBy) =>
      (await requestQueries()).ask(database, flavour, studyId, request, askedBy),
    enqueue: async (studyId, asked) => (await requestQueries()).enqueue(database, flavour, studyId, asked),
    requests: async (studyId) => (await requestQueries()).requests(database, studyId),
    openRequests: async (studyId) => (await requestQueries()).openRequests(database, studyId),
    answer: async (studyId, request, given) =>
      (await requestQueries()).answer(database, studyId, request, given),
    waitingEnqueued: async (studyId) => (await requestQueries()).waitingEnqueued(database, studyId),
    rungs: (studyId) => rungs(database, studyId),
    parked: (studyId, number) => parked(database, studyId, number),
    dropParked: (studyId, numbers) => forgettably((own) => dropParked(own, studyId, numbers)),
    recordTraining: async (studyId, number, training) =>
      (await trainingQueries()).recordTraining(database, studyId, number, training),
    trainings: async (studyId, number) => (await trainingQueries()).trainings(database, studyId, number),
    trainingCount: async (studyId) => (await trainingQueries()).trainingCount(database, studyId),
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
    saveEnsemble: async (studyId, ensemble, may) =>
      (await ensembleQueries()).saveEnsemble(database, studyId, ensemble, may),
    findEnsemble: async (studyId, name) => (await ensembleQueries()).findEnsemble(database, studyId, name),
    ensembles: async (studyId) => (await ensembleQueries()).ensembles(database, studyId),
    putChunk: async (hash, bytes) => (await chunkQueries()).putChunk(database, hash, bytes),
    chunk: async (hash) => (await chunkQueries()).chunk(database, hash),
    missingChunks: async (hashes) => (await chunkQueries()).missingChunks(database, hashes),
    setParcel: async (studyId, name, given) =>
      (await chunkQueries()).setParcel(database, studyId, name, given),
    parcel: async (studyId, name) => (await chunkQueries()).parcel(database, studyId, name),
    setArtifacts: (studyId, place) => setArtifacts(database, studyId, place),
    artifactsPlace: (studyId) => artifactsPlace(database, studyId),
    artifacts: (studyId) => artifacts(database, studyId),
    close: () => (closed ??= close()),
  };
}
