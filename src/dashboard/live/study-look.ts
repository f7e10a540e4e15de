import type { StoredRequest } from '../../reports/dashboard/steering.ts';
import { type CurvePoints, liveCurve } from '../../runs/results/live-curve.ts';
import { runOf } from '../../runs/results/study-run.ts';
import type { Store, TrialCounts } from '../../store/store.ts';
import { Refused } from '../door/refused.ts';

/** How a study stands, by a few cheap queries. */
export interface StudyLook {
  /** Seconds since 1970 by the database's clock: when a trial changed last. */
  readonly changedAt: number;
  readonly counts: TrialCounts;
  /** Kept values of trainings that are no trials, such as those of other seeds. */
  readonly trainings: number;
  readonly run: { readonly isRunning: boolean; readonly workers: number };
  /** Names of the stored ensembles with the times at which they were made. */
  readonly ensembles: readonly string[];
  readonly requests: readonly StoredRequest[];
  /** The objective's curves so far of running trials, by number. */
  readonly curves: ReadonlyMap<number, CurvePoints>;
}

/** Refused when the store has no study with this id. */
export async function lookAt(store: Store, studyId: number): Promise<StudyLook> {
  const study = await store.findStudy(studyId);
  if (study === undefined) throw new Refused(404, 'no study has this id');
  const counts = await store.counts(studyId);
  const run = await runOf(store, studyId, counts);
  const { metric } = study.spec.objective;
  const live = run.isRunning ? await store.liveEpochs(studyId) : [];
  return {
    ...{ changedAt: await store.lastChange(studyId), counts, run },
    trainings: await store.trainingCount(studyId),
    ensembles: (await store.ensembles(studyId)).map(({ name, createdAt }) => `${name} ${createdAt}`),
    requests: await store.requests(studyId),
    curves: new Map(live.map((each) => [each.trial, liveCurve(each, metric)])),
  };
}
