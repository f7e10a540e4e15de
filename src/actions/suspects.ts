import { bestCandidates } from '../ensemble/choose-candidates.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { withThreshold } from '../metrics/decision-threshold.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import type { ConfusionReport, SuspectsReport } from '../reports/suspects-report.ts';
import { openModels } from '../runs/open-models.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { differingFields, withBegun } from '../study/compare-specs.ts';
import { weightsNotKept } from '../study/kept-weights.ts';
import { chosenTarget } from '../study/outputs/chosen-target.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { confusionReport } from '../suspects/confusion.ts';
import type { StoredTrial } from '../suspects/judged-trial.ts';
import { findSuspects } from '../suspects/suspects.ts';
import { withStoredModel } from '../training/stored-model.ts';
import { predictSplit } from '../training/trained-model.ts';

/** The models to ask for their predictions. */
export interface SuspectsRequest {
  /** The spec of the space file with the data to examine. */
  readonly spec: WrittenSpec;
  readonly db: string;
  /** Default: the study with the space's name. */
  readonly study?: string | undefined;
  /** Number of best trials. */
  readonly k: number;
}

/**
 * The rows whose targets the best models of a search contradict. UsageError when there is no such search, or it has
 * other data.
 */
export function suspectsOf({ spec, db, study: name, k }: SuspectsRequest): Promise<SuspectsReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name ?? spec.name, db);
    const [field] = differingFields(study.spec, withBegun(spec, study.spec)).filter((path) =>
      /^data\b/.test(path),
    );
    if (field !== undefined) {
      throw new UsageError(`study '${study.name}' ran on other data than the space names: ${field} differs`);
    }
    const stored = await bestStored(store, study, k);
    const report = await findSuspects(study.name, await openModels(store, study), stored, study.spec.data);
    return { ...report, ...(await baselineOf(store, study, report.trials[0])) };
  });
}

/** The human baseline beside the best trial's value. */
async function baselineOf(
  store: Store,
  study: Study,
  best: number | undefined,
): Promise<Pick<SuspectsReport, 'humanBaseline'>> {
  const metrics = best === undefined ? undefined : (await store.trial(study.id, best))?.metrics;
  const baseline = metrics && humanBaselineOf(study.spec, metrics);
  if (baseline === undefined) return {};
  const reached = metrics?.[baseline.metric];
  return reached === undefined ? {} : { humanBaseline: { ...baseline, reached } };
}

/** The k best trials with stored weights. */
async function bestStored(store: Store, study: Study, k: number): Promise<StoredTrial[]> {
  const stored = [];
  for (const { trial, config } of await bestCandidates(store, study, k)) {
    const weights = await store.weights(study.id, trial);
    if (weights !== undefined) stored.push({ trial, config, weights });
  }
  return stored;
}

/**
 * A trial's confusion matrix on the validation split, of several targets that of the named one. UsageError for a
 * regression, or without weights.
 */
export async function confusionOf(
  store: Store,
  study: Study,
  trial: Trial,
  target?: string,
): Promise<ConfusionReport> {
  const weights = await store.weights(study.id, trial.trial);
  if (weights === undefined) throw new UsageError(weightsNotKept(trial));
  const models = await openModels(store, study);
  const { backend, dataset } = models;
  const { splits } = dataset;
  const { task, ...view } = chosenTarget(dataset.task, target);
  if (task.kind === 'regression') {
    throw new UsageError(
      message`${option('confusion')}: must go with a classification, and ${view.name ?? 'this study'} is a regression`,
    );
  }
  const predictions = await withStoredModel(models, { config: trial.config, weights }, (model) =>
    predictSplit(backend.tf, model, dataset, 'validation'),
  );
  return confusionReport(
    trial.trial,
    view.predictions(predictions),
    view.rows(splits.validation),
    withThreshold(task, trial.metrics.threshold),
  );
}
