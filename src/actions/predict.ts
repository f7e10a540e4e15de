import { type Message, message, option } from '../faults/message.ts';
import { type Novelty, nothingNovel } from '../reports/novelty.ts';
import type { Prediction, WindowedRows } from '../reports/prediction.ts';
import { clippedModel } from '../serving/clipped-model.ts';
import { quantilesFor } from '../serving/conformal.ts';
import { predictionsOf } from '../serving/prediction.ts';
import type { ServedModel } from '../serving/served-model.ts';
import {
  type PredictionFormat,
  predictionColumns,
  predictionFormats,
  writePredictions,
} from '../serving/write-predictions.ts';
import type { LevelQuantile } from '../study/outputs/conformal-quantiles.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { type Input, inputsOf, isArrays, isImages, isRows } from './inputs-of.ts';
import { brokenPath, number, oneOf, pathOf, toggle } from './options/kinds.ts';
import { type OptionsOf, optionOf } from './options/option.ts';
import { resize, storedModel } from './options/shared.ts';
import { readsOf, type StudyModel, withModel } from './with-model.ts';

const input = optionOf<Input, { describe: string; isRequired: true }>(
  {
    kind: 'path',
    broken: (value) =>
      isRows(value) || isImages(value) || isArrays(value) || brokenPath(value) === undefined
        ? undefined
        : 'must be a list of rows by column or of images as bytes, { arrays }, a path or a file: URL',
    read: (value) => (Array.isArray(value) || isArrays(value) ? (value as Input) : pathOf(value)),
  },
  {
    describe: 'a table of rows, an image, a file of arrays, or a folder of images or of files of arrays',
    isRequired: true,
  },
);

export const predictOptions = {
  options: {
    ...{ input, ...storedModel, resize },
    clip: toggle(
      'bound inputs to the training ranges, and predicted numbers to one range beyond the targets',
    ),
    next: toggle('predict also the next rows of each series, for a model of windows'),
    interval: number('above 0 and below 1', (level) => level > 0 && level < 1, {
      describe: 'add intervals, or sets of classes, that hold the truth with this probability, such as 0.9',
    }),
  },
};

export const writeOptions = {
  options: {
    ...predictOptions.options,
    format: oneOf(predictionFormats, {
      describe: 'output format: CSV or JSON lines',
      defaultText: 'from the name of the output file, else csv',
    }),
    probabilities: toggle('add the probability of each class as a column'),
    keepColumns: toggle('put the columns of the input before the predictions'),
  },
};

export interface PredictionSummary extends Novelty {
  readonly model: string;
  readonly rows: number;
  /** Rows that were left out because they have no whole window, and why; only for a model of windows. */
  readonly windowed?: WindowedRows;
  /** A remark on an option without effect, or on files that are left out. */
  readonly note?: Message;
}

/** Takes the lines of predictions as they are computed. */
export interface PredictionSink {
  /** `columns` are those of the output; `reads` are the files that the action reads. */
  write(
    about: { readonly columns: readonly string[]; readonly reads: readonly string[] },
    work: (line: (text: string) => Promise<void>) => Promise<number>,
  ): Promise<number>;
}

/**
 * The predictions of a model for new rows, in their order, all in memory. FaultsError names the column and the row that
 * cannot be used, UsageError the model that does not exist.
 */
export function predict(request: OptionsOf<typeof predictOptions.options>): Promise<Prediction[]> {
  return withModel(request, async (found, ofStudy) => {
    const { served, quantiles } = await answering(request, found, ofStudy);
    const inputs = await inputsOf(request.input, served.pipeline, request);
    return predictionsOf(served, inputs.batches, quantiles, inputs.keyNames);
  });
}

/** Like `predict`, but batch by batch as lines of text, for any number of rows. */
export function predictLines(
  request: OptionsOf<typeof writeOptions.options>,
  sink: PredictionSink,
): Promise<PredictionSummary> {
  return withModel(request, async (found, ofStudy) => {
    const { served, quantiles } = await answering(request, found, ofStudy);
    const { pipeline } = served;
    const inputs = await inputsOf(request.input, pipeline, request);
    const { format = 'csv', probabilities, keepColumns } = request;
    const form = { format: format as PredictionFormat, probabilities, quantiles, keepsColumns: keepColumns };
    const columns = predictionColumns(pipeline.task, inputs, form);
    const reads = predictedFiles(request, ofStudy);
    const rows = await sink.write({ columns, reads }, (line) => writePredictions(served, inputs, form, line));
    const parts = partsOf(pipeline.task);
    const hasNone = probabilities && parts.every(({ task }) => task.kind === 'regression');
    const predicted =
      parts.length === 1 ? 'a number, which has no probabilities' : 'numbers, which have no probabilities';
    return {
      ...{ model: served.name, rows, ...(inputs.novelty?.() ?? nothingNovel) },
      ...(inputs.windowed && { windowed: inputs.windowed() }),
      ...(inputs.note !== undefined && { note: message`${inputs.note}` }),
      ...(hasNone && {
        note: message`${option('probabilities', true)} adds nothing: the model predicts ${predicted}`,
      }),
    };
  });
}

/** The model as the request wants it to answer; the quantiles of its residuals where intervals are wanted. */
async function answering(
  { clip, interval }: OptionsOf<typeof predictOptions.options>,
  found: ServedModel,
  ofStudy: StudyModel | undefined,
): Promise<{ served: ServedModel; quantiles: readonly LevelQuantile[] | undefined }> {
  const served = clip ? clippedModel(found) : found;
  const quantiles = interval === undefined ? undefined : await quantilesFor(interval, found, ofStudy);
  return { served, quantiles };
}

/** The files that are read, as far as they are known: a model that is open knows its study's. */
export function predictedFiles(
  request: OptionsOf<typeof predictOptions.options>,
  ofStudy?: StudyModel,
): string[] {
  return [...(typeof request.input === 'string' ? [request.input] : []), ...readsOf(request, ofStudy)];
}
