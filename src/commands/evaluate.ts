import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { splitNames } from '../data/dataset.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { type PageFlags, requirePagePlace, writePage } from '../report/html/page-file.ts';
import { renderEvaluation } from '../report/text/evaluate-text.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { openModels } from '../runs/open-models.ts';
import { evaluatePredictions } from '../serving/evaluate.ts';
import { furtherMetrics } from '../serving/further-metrics.ts';
import { predictLabelled, predictSplit } from '../serving/labelled-inputs.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { databaseOption, jsonOption, replaceOption, studyOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { modelOption, readsOf, type StudyModel, withModel } from './with-model.ts';

const options = {
  model: modelOption,
  split: {
    choices: splitNames,
    requiresArg: true,
    defaultDescription: 'test',
    describe: "of the study's data",
  },
  data: {
    type: 'string',
    requiresArg: true,
    conflicts: 'split',
    describe: 'a file of labelled rows, or a folder of images in folders named after their classes',
  },
  target: {
    type: 'string',
    requiresArg: true,
    implies: 'data',
    defaultDescription: "the study's",
    describe: 'the column of --data that holds what is to be predicted',
  },
  resize: { type: 'boolean', default: false, describe: 'bring images to the size of those in training' },
  metrics: {
    type: 'string',
    requiresArg: true,
    describe: 'further metrics, such as rocAuc,matthews or all',
  },
  html: { type: 'string', requiresArg: true, describe: 'write a page with the pictures as well' },
  replace: replaceOption('an older page'),
  quiet: { type: 'boolean', default: false, describe: 'no word about the test split' },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type EvaluateArguments = InferredOptionTypes<typeof options>;

interface Labelled {
  readonly data: string;
  readonly predictions: Predictions;
  readonly y: Float32Array;
}

const testReminder =
  'The test split is there to report with: a model that is chosen by it is flattered by it. To choose, use --split validation.';

/** hpsearch evaluate: what a model is worth on a split, or on a file of labelled rows, and how sure that is. */
export function evaluateCommand(terminal: Terminal): CommandModule<object, EvaluateArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .options(options)
        .example('$0 evaluate', 'the best trial of the newest study on the test split')
        .example('$0 evaluate --model greedy --split validation', 'an ensemble on the validation split')
        .example('$0 evaluate --html page.html', 'with the reliability diagram as a picture')
        .example('$0 evaluate --model ./exported --data new.csv', 'an exported model on new rows'),
    handler: async (argv) => {
      requirePagePlace(pageOf(argv, undefined));
      await withModel(argv, async (served, ofStudy) => {
        const report = await evaluate(argv, served, ofStudy);
        await writePage(pageOf(argv, ofStudy), async () => {
          const { renderEvaluationPage } = await import('../report/html/evaluation-page.ts');
          return renderEvaluationPage(report);
        });
        if (argv.json) printJson(terminal, { study: ofStudy?.choice.study.name ?? null, ...report });
        else terminal.out(renderEvaluation(report, terminal.columns));
        if (report.data === 'test' && !argv.quiet) terminal.err(testReminder);
      });
    },
  };
}

function pageOf(argv: EvaluateArguments, ofStudy: StudyModel | undefined): PageFlags {
  const { html, replace, data } = argv;
  return { html, replace, reads: [...readsOf(argv, ofStudy), ...(data === undefined ? [] : [data])] };
}

async function evaluate(
  argv: EvaluateArguments,
  served: ServedModel,
  ofStudy: StudyModel | undefined,
): Promise<EvaluationReport> {
  const { task } = served.pipeline;
  const { data, predictions, y } = await labelled(argv, served, ofStudy);
  const spec = ofStudy?.choice.study.spec;
  const evaluation = evaluatePredictions(
    task,
    predictions,
    y,
    furtherMetrics(task, metricList(argv.metrics), spec?.objective),
  );
  // The names alone tell the task.
  const marks = task.kind === 'classification' ? { valAccuracy: 0 } : { valMae: 0 };
  const humanBaseline = spec && humanBaselineOf(spec, marks);
  return { model: served.name, data, ...evaluation, ...(humanBaseline && { humanBaseline }) };
}

function metricList(given: string | undefined): readonly string[] | 'all' | undefined {
  return given === 'all' ? 'all' : given?.split(',').map((name) => name.trim());
}

async function labelled(
  argv: EvaluateArguments,
  served: ServedModel,
  ofStudy: StudyModel | undefined,
): Promise<Labelled> {
  if (argv.data !== undefined) return labelledFile(argv, served, argv.data);
  if (ofStudy === undefined) {
    throw new UsageError('--data: must name labelled rows, for an exported model knows no splits');
  }
  const name = argv.split ?? 'test';
  const { dataset } = await openModels(ofStudy.store, ofStudy.choice.study);
  const split = dataset.splits[name];
  if (split.rows === 0) throw new UsageError(`--split: the ${name} split of the study has no rows`);
  return { data: name, ...(await predictSplit(served, split, name)) };
}

async function labelledFile(argv: EvaluateArguments, served: ServedModel, data: string): Promise<Labelled> {
  const { pipeline } = served;
  const target =
    argv.target ?? pipeline.target ?? (pipeline.preprocessing.kind === 'image' ? 'folder' : undefined);
  if (target === undefined) throw new UsageError('--target: must name the column to predict');
  const inputs = await openInputs(data, { pipeline, target, resizes: argv.resize });
  return { data, ...(await predictLabelled(served, inputs)) };
}
