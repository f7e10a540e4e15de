import { type SplitName, splitNames } from '../data/dataset.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { UsageError } from '../faults/errors.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { openModels } from '../runs/open-models.ts';
import { evaluatePredictions } from '../serving/evaluate.ts';
import { furtherMetrics } from '../serving/further-metrics.ts';
import { predictLabelled, predictSplit } from '../serving/labelled-inputs.ts';
import { metricNames, oneOf, path, text, truth } from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { type OpenedModel, pathOf, withStudyModel } from './stored-model.ts';
import { type StoredModel, storedModel } from './stored-study.ts';

export interface EvaluateOptions extends StoredModel {
  /** Of the study's data. Default: test. */
  readonly split?: SplitName | undefined;
  /** Labelled rows in place of a split: what `hpsearch evaluate --data` takes. */
  readonly data?: string | URL | undefined;
  /** The column of `data` that is predicted. Default: the study's. */
  readonly target?: string | undefined;
  /** Metrics besides those that are always there, or all. Default: the objective's. */
  readonly metrics?: readonly string[] | 'all' | undefined;
  /** Brings images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

export interface Evaluated extends Omit<EvaluationReport, 'humanBaseline'> {
  readonly study: string;
}

const constraints: Constraints<EvaluateOptions> = {
  ...storedModel,
  ...{ split: oneOf(splitNames), data: path, target: text, resize: truth, metrics: metricNames },
};

function splitOrData({ split, data, target }: EvaluateOptions): string | undefined {
  if (data === undefined) return target && 'target: must be left out where no data are given';
  return split && 'split: must be left out where data are given';
}

/** What a stored model is worth on a split or on labelled rows, with intervals. Errors are those of `predict`. */
export async function evaluate(options: EvaluateOptions = {}): Promise<Evaluated> {
  requireOptions<EvaluateOptions>(options, constraints, { together: (given) => [splitOrData(given)] });
  const { split, data } = options;
  return withStudyModel(options, async (opened) => {
    const { predictions, y } =
      data === undefined
        ? await onSplit(opened, split ?? 'test')
        : await onFile(opened, options, pathOf(data));
    const { task } = opened.served.pipeline;
    const further = furtherMetrics(task, options.metrics, opened.study.spec.objective);
    const evaluation = evaluatePredictions(task, predictions, y, further);
    const measured = data === undefined ? (split ?? 'test') : pathOf(data);
    return { study: opened.study.name, model: opened.served.name, data: measured, ...evaluation };
  });
}

async function onSplit({ store, study, served }: OpenedModel, name: SplitName) {
  const { dataset } = await openModels(store, study);
  const split = dataset.splits[name];
  if (split.rows === 0) throw new UsageError(`split: the ${name} split of the study has no rows`);
  return predictSplit(served, split, name);
}

async function onFile({ served }: OpenedModel, { target, resize = false }: EvaluateOptions, file: string) {
  const { pipeline } = served;
  const ofImages = pipeline.preprocessing.kind === 'image' ? 'folder' : undefined;
  const column = target ?? pipeline.target ?? ofImages;
  if (column === undefined) throw new UsageError('target: must name the column to predict');
  return predictLabelled(served, await openInputs(file, { pipeline, target: column, resizes: resize }));
}
