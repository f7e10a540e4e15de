import { UsageError } from '../faults/errors.ts';
import { joined, type Message, message, option } from '../faults/message.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import { ownLossMetric } from '../metrics/own-metric.ts';
import { isValidationMetric } from '../metrics/validation-metric.ts';
import { defaultName } from '../records/ensemble-name.ts';
import type { EnsembleRequest, MadeEnsemble } from '../reports/ensemble-report.ts';
import { linearBaselineOf } from '../runs/stored-trial.ts';
import type { Store, Study } from '../store/store.ts';
import { keepsMore } from '../study/kept-weights.ts';
import { rankTrials } from '../study/ranking.ts';
import { ownDirections } from '../study/search/own-directions.ts';
import { whyNoModels } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import type { ModelSource } from '../training/stored-model.ts';
import { predictStored } from './candidates.ts';
import { bestCandidates, namedCandidates } from './choose-candidates.ts';
import { measureEnsembleCost } from './cost.ts';
import { buildEnsemble } from './ensemble.ts';

/**
 * The number of trials whose weights `start` keeps: on two data sets the members selected among 20 were better than the
 * best five.
 */
export const defaultCandidates = 20;

/** Further members gain little, and each costs as much as the first. */
export const defaultSize = 5;

export interface EnsembleHooks {
  /** Opens everything needed to rebuild the study's models. */
  open(): Promise<ModelSource>;
  /** Takes a remark that is not the result. */
  note(line: Message): void;
  /** A clock in milliseconds. */
  now(): number;
}

/** Combines a study's models, measures the gain, and stores the members. UsageError when that is impossible. */
export async function makeEnsemble(
  stored: { readonly store: Store; readonly study: Study },
  request: EnsembleRequest,
  { open, note, now }: EnsembleHooks,
): Promise<MadeEnsemble> {
  const { store, study } = stored;
  const { k, trials: named, method } = request;
  const name = request.name ?? defaultName({ method, k, trials: named, size: request.size });
  const may = request.name === undefined || request.replace ? 'replace' : 'add';
  if (may === 'add' && (await store.findEnsemble(study.id, name)) !== undefined) {
    throw new UsageError(
      message`${option('name')}: study '${study.name}' has an ensemble '${name}' already: ${option('replace', true)} replaces it`,
    );
  }
  const { metric } = study.spec.objective;
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  if (!isValidationMetric(metric) && ownDirections(study.spec.model)[metric] === undefined) {
    throw new UsageError(`study '${study.name}' has no models to combine`);
  }
  const trials = await candidatesOf(stored, request, note);
  const models = { ...(await open()), ...stored };
  const candidates = [];
  for (const trial of trials) candidates.push(await predictStored(models, trial));
  const size = request.size ?? named?.length ?? k ?? defaultSize;
  const report = buildEnsemble(
    {
      ...{ method, size, own: models.family.metrics, seed: study.spec.search.seed },
      // A module's own loss is one of outputs, which predictions do not hold.
      metric: metric === ownLossMetric ? 'valLoss' : metric,
      threshold: study.spec.training.threshold,
    },
    candidates,
    models.dataset,
  );
  const { members, temperature } = report;
  await store.saveEnsemble(study.id, { name, method, members, temperature, report }, may);
  const humanBaseline = humanBaselineOf(study.spec, trials[0]?.metrics ?? {});
  return {
    study: study.name,
    name,
    ...report,
    cost: await measureEnsembleCost(models, report, now),
    ...(humanBaseline && { humanBaseline }),
  };
}

async function candidatesOf(
  { store, study }: { readonly store: Store; readonly study: Study },
  { k, trials }: EnsembleRequest,
  note: EnsembleHooks['note'],
): Promise<Trial[]> {
  if (trials !== undefined) return namedCandidates(store, study, trials);
  const best = await bestCandidates(store, study, k ?? defaultCandidates);
  const linear = k === undefined ? linearBaselineOf(study) : undefined;
  const { direction } = study.spec.objective;
  const candidates = linear === undefined ? best : rankTrials([...best, linear.trial], direction);
  const { complete } = await store.counts(study.id);
  if (k === undefined || candidates.length >= Math.min(k, complete)) return candidates;
  const { length: kept } = await store.trialsWithWeights(study.id);
  const reasons = [
    ...(kept < Math.min(k, complete) ? [message`${kept} have kept their weights (${keepsMore})`] : []),
    ...(candidates.length < Math.min(k, kept)
      ? [
          message`of a trial and its continuations only the best is a candidate (${option('trials')} takes them all)`,
        ]
      : []),
  ];
  note(
    message`${option('k', k)}: ${candidates.length} candidates: of ${complete} complete trials ${joined(reasons, ', and ')}`,
  );
  return candidates;
}
