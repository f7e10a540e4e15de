import { splitNames } from '../data/dataset.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import type { Novelty } from '../reports/novelty.ts';
import { readStudyData } from '../runs/study-data.ts';
import { evaluatePredictions } from '../serving/evaluate.ts';
import { furtherMetrics } from '../serving/further-metrics.ts';
import { type LabelledPredictions, predictLabelled } from '../serving/labelled-inputs.ts';
import { predictOwnSplit } from '../serving/own-split.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { requireImages } from './inputs-of.ts';
import { brokenText, oneOf, path, text } from './options/kinds.ts';
import { conflict, missing, type OptionsOf, optionOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { resize, storedModel } from './options/shared.ts';
import { readsOf, type StudyModel, withModel } from './with-model.ts';

const metrics = optionOf<readonly string[] | 'all', { describe: string }>(
  {
    kind: 'words',
    broken: (value) =>
      value === 'all' || isNames(value) ? undefined : "must be a list of metrics, or 'all'",
    read: (value) => ([value].flat()[0] === 'all' ? 'all' : (value as string[])),
  },
  { describe: 'further metrics, such as rocAuc,matthews or all' },
);

export const evaluateOptions = {
  options: {
    ...storedModel,
    split: oneOf(splitNames, {
      describe: "split of the study's data",
      defaultText: 'test, or validation without one',
    }),
    data: path({ describe: 'file of labelled rows, or a folder with one folder of images for each class' }),
    target: text({
      describe: message`target column of ${option('data')}`,
      defaultText: "the study's",
    }),
    resize,
    metrics,
  },
  rules: (given: GivenOptions) => [
    conflict(given, 'split', 'data'),
    missing(given, 'target', 'data'),
    missing(given, 'resize', 'data'),
  ],
};

export type EvaluateRequest = OptionsOf<typeof evaluateOptions.options>;

export interface Evaluated {
  /** Null for a model in an exported folder. */
  readonly study: string | null;
  readonly report: EvaluationReport;
  /** The files that were read. */
  readonly reads: readonly string[];
}

interface Labelled extends LabelledPredictions {
  readonly data: string;
  /** Rows without a target. */
  readonly leftOut?: number;
  /** Absent for a split of the study's own data. */
  readonly novelty?: Novelty | undefined;
}

/** Measures a model on a split or on labelled rows, with intervals. Errors are those of `predict`. */
export function evaluate(request: EvaluateRequest): Promise<Evaluated> {
  return withModel(request, async (served, ofStudy) => {
    const { task } = served.pipeline;
    const { data, predictions, y, weight, leftOut = 0, novelty } = await labelled(request, served, ofStudy);
    const study = ofStudy?.choice.study;
    const further = furtherMetrics(task, request.metrics, study?.spec.objective);
    const evaluation = evaluatePredictions(task, predictions, y, further, weight);
    const weightColumn = weight && served.pipeline.weight?.name;
    // The names alone identify the task.
    const marks = task.kind === 'classification' ? { valAccuracy: 0 } : { valMae: 0 };
    const humanBaseline = study && humanBaselineOf(study.spec, marks);
    return {
      study: study?.name ?? null,
      report: {
        ...{ model: served.name, data },
        ...evaluation,
        ...(leftOut > 0 && { leftOut }),
        ...(novelty && { novelty }),
        ...(weightColumn !== undefined && { weight: weightColumn }),
        ...(humanBaseline && { humanBaseline }),
      },
      reads: evaluatedFiles(request, ofStudy),
    };
  });
}

/** The files that are read, as far as known: an open model knows its study's. */
export function evaluatedFiles(request: EvaluateRequest, ofStudy?: StudyModel): string[] {
  return [...readsOf(request, ofStudy), ...(request.data === undefined ? [] : [request.data])];
}

async function labelled(
  request: EvaluateRequest,
  served: ServedModel,
  ofStudy: StudyModel | undefined,
): Promise<Labelled> {
  if (request.data !== undefined) return labelledFile(request, served, request.data);
  if (ofStudy === undefined) {
    throw new UsageError(
      message`${option('data')}: must name labelled rows: an exported model knows no splits`,
    );
  }
  const { dataset } = await readStudyData(ofStudy.choice.study);
  const name = request.split ?? (dataset.splits.test.rows === 0 ? 'validation' : 'test');
  if (dataset.splits[name].rows === 0) {
    throw new UsageError(message`${option('split')}: the ${name} split of the study has no rows`);
  }
  return { data: name, ...(await predictOwnSplit(ofStudy, dataset, name)) };
}

async function labelledFile(
  { target: named, resize: resizes }: EvaluateRequest,
  served: ServedModel,
  data: string,
): Promise<Labelled> {
  const { pipeline } = served;
  requireImages(pipeline, resizes);
  const ofImages = pipeline.preprocessing.kind === 'image' ? 'folder' : undefined;
  const target = named ?? pipeline.target ?? ofImages;
  if (target === undefined) {
    throw new UsageError(message`${option('target')}: must name the column to predict`);
  }
  const inputs = await openInputs(data, { pipeline, target, resizes });
  const predicted = await predictLabelled(served, inputs);
  return { data, ...predicted, leftOut: inputs.labelled?.leftOut ?? 0, novelty: inputs.novelty?.() };
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => brokenText(name) === undefined);
}
