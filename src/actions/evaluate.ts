import { splitNames } from '../data/dataset.ts';
import { message, option } from '../faults/message.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import { readableOf } from '../metrics/task-metrics.ts';
import { validationName } from '../metrics/validation-metric.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { evaluatePredictions } from '../serving/evaluate.ts';
import { expectationOf } from '../serving/evaluation/expectation.ts';
import { furtherMetrics } from '../serving/further-metrics.ts';
import { measureImportance, requireColumns } from '../serving/importance/importance.ts';
import { labelled } from './labelled.ts';
import { brokenText, oneOf, path, text, toggle } from './options/kinds.ts';
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
    data: path({
      describe:
        'file of labelled rows, folder of files of arrays, or folder with one folder of images for each class',
    }),
    target: text({
      describe: message`target column of ${option('data')}`,
      defaultText: "the study's",
    }),
    resize,
    metrics,
    importance: toggle('importance of each column of a table, with intervals'),
  },
  rules: (given: GivenOptions) => [
    conflict(given, 'split', 'data'),
    missing(given, 'target', 'data'),
    missing(given, 'resize', 'data'),
    given.importance === true && given.split === 'train'
      ? message`${option('importance')}: must be of rows that the model was not trained on: ${option('split')} must be validation or test`
      : undefined,
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

/** Measures a model on a split or on labelled rows, with intervals. Errors are those of `predict`. */
export function evaluate(request: EvaluateRequest): Promise<Evaluated> {
  return withModel(request, async (served, ofStudy) => {
    const { task } = served.pipeline;
    if (request.importance) requireColumns(served.pipeline);
    const found = await labelled(request, served, ofStudy);
    const { data, predictions, y, weight, judged, leftOut = 0, novelty } = found;
    const study = ofStudy?.choice.study;
    const own = ofStudy?.builder.family.metrics;
    const further = furtherMetrics(task, request.metrics, study?.spec.objective, own);
    const evaluation = evaluatePredictions(task, predictions, y, further, weight, own);
    const weightColumn = weight && served.pipeline.weight?.name;
    // The names alone identify the task.
    const marks = { [validationName(readableOf(task))]: 0 };
    const importance =
      request.importance && judged && (await measureImportance(served, judged, study?.spec.objective));
    const humanBaseline = study && humanBaselineOf(study.spec, marks);
    const isTest = request.data === undefined && data === 'test';
    const expectation = isTest && ofStudy && expectationOf(ofStudy.choice, served.pipeline, found);
    return {
      study: study?.name ?? null,
      report: {
        ...{ model: served.name, data },
        ...evaluation,
        ...(expectation && { expectation }),
        ...(leftOut > 0 && { leftOut }),
        ...(novelty && { novelty }),
        ...(weightColumn !== undefined && { weight: weightColumn }),
        ...(importance && { importance }),
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

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => brokenText(name) === undefined);
}
