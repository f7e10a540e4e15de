import { baseRate } from '../baselines/base-rate.ts';
import { forecast, forecastsOf } from '../baselines/forecasts.ts';
import { type LinearBaseline, linearBaseline } from '../baselines/linear-baseline.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { withHashedTokens } from '../data/preprocessing/hashed-tokens.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Baseline } from '../reports/baseline.ts';
import { builtWidth } from '../study/outputs/task-widths.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Metrics } from '../study/trial.ts';
import { foldDataset } from '../training/folds/fold-dataset.ts';
import { judgeValidation } from '../training/loop/epoch.ts';
import { encodeLinearModels } from '../training/models/linear-weights.ts';
import { selectInputs } from '../training/select-inputs.ts';
import { joinFolds } from '../training/trained-model.ts';

/**
 * The base rate, the forecasts by earlier values where rows have windows, and the linear model of a study's table,
 * measured on the validation rows as trials are: with folds by the predictions of models that were not fitted to the row,
 * and with a penalty chosen by the same folds. One is left out where the objective's metric of it is not a finite number,
 * such as a correlation of predictions that are all equal.
 * Their inputs are all columns, in the first scaling of a space that searches it. Token ids are hashed for them, and such a
 * linear model is not kept: the study's pipeline makes no inputs for it.
 */
export function studyBaselines(
  all: Dataset,
  spec: Pick<StudySpec, 'objective' | 'training'>,
  { source, own }: MeasuredWith = {},
): Baseline[] {
  const selected = selectInputs(all, {});
  const dataset = withHashedTokens(selected);
  const parts = dataset.folds?.map((_, fold) => foldDataset(dataset, fold)) ?? [dataset];
  const judged = (predict: (part: Dataset, index: number) => Predictions) => {
    const each = parts.map(predict);
    return dataset.folds === undefined ? (each[0] as Predictions) : joinFolds(dataset, each);
  };
  const measured = (
    baseline: Pick<Baseline, 'name' | 'parameters' | 'weights'>,
    predictions: Predictions,
  ) => {
    const { objective, training } = spec;
    const all = judgedOrNothing(() =>
      judgeValidation(predictions, dataset, { objective, threshold: training.threshold, own }),
    );
    const metrics = Object.fromEntries(Object.entries(all).filter(([, value]) => Number.isFinite(value)));
    const value = metrics[objective.metric];
    return value === undefined ? [] : [{ ...baseline, value, metrics }];
  };
  const linear = linearModels(dataset, parts);
  const rate = judged((part) => baseRate(part, part.splits.validation));
  return [
    ...measured({ name: 'base rate', parameters: 0 }, rate),
    ...forecastsBy(source, dataset).flatMap(({ name, predict }) =>
      measured({ name, parameters: 0 }, judged(predict)),
    ),
    ...(linear === undefined
      ? []
      : measured(
          {
            name: 'linear',
            parameters: linear.whole.parameters,
            ...(dataset === selected && {
              weights: Buffer.from(
                encodeLinearModels(
                  linear.models.map(({ model }) => model),
                  builtWidth(dataset.task),
                  spec.training.final === 'refit' ? linear.whole.model : undefined,
                ),
              ).toString('base64'),
            }),
          },
          judged((part, index) => (linear.models[index] as LinearBaseline).predict(part.splits.validation)),
        )),
  ];
}

/** Forecasts of a part's validation rows by earlier values of their series; none where rows have no windows. */
function forecastsBy(source: Pick<SourceRows, 'raw'> | undefined, dataset: Dataset) {
  if (source === undefined) return [];
  const { raw } = source;
  return forecastsOf(raw, dataset).map((each) => ({
    name: each.name,
    predict: (part: Dataset) => forecast(raw, part, part.splits.validation, each),
  }));
}

/** A module's own metric may not measure predictions that are all equal. */
function judgedOrNothing(judge: () => Metrics): Metrics {
  try {
    return judge();
  } catch {
    return {};
  }
}

/** Inputs of the measurement that not every study has. */
interface MeasuredWith {
  readonly source?: Pick<SourceRows, 'raw'>;
  /** The metrics of the study's module. */
  readonly own?: readonly OwnMetric[] | undefined;
}

interface LinearModels {
  readonly models: readonly LinearBaseline[];
  /** That of all training rows. */
  readonly whole: LinearBaseline;
}

/** One of each part, with the penalty that all parts choose together; undefined where there are too few rows. */
function linearModels(dataset: Dataset, parts: readonly Dataset[]): LinearModels | undefined {
  const whole = linearBaseline(dataset, { foldOf: foldOfRows(dataset) });
  if (whole === undefined) return undefined;
  if (dataset.folds === undefined) return { models: [whole], whole };
  const models = parts.flatMap((part) => linearBaseline(part, { given: whole }) ?? []);
  return models.length === parts.length ? { models, whole } : undefined;
}

/** The fold that judges each training row first; undefined without folds, and where some row is judged by none. */
function foldOfRows({ folds, splits }: Dataset): Int32Array | undefined {
  if (folds === undefined || splits.validation.rows < splits.train.rows) return undefined;
  const foldOf = new Int32Array(splits.train.rows).fill(-1);
  folds.forEach(({ validation }, fold) => {
    for (const row of validation) if (foldOf[row] === -1) foldOf[row] = fold;
  });
  return foldOf;
}
