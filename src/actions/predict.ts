import { type GivenRow, givenRows } from '../data/inputs/given-rows.ts';
import type { Inputs } from '../data/inputs/inputs.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { tableInputs } from '../data/inputs/table-inputs.ts';
import { FaultsError } from '../faults/errors.ts';
import { requireFinite } from '../serving/finite-predictions.ts';
import { type Prediction, predictionOf } from '../serving/prediction.ts';
import type { ServedModel } from '../serving/served-model.ts';
import {
  type PredictionFormat,
  predictionColumns,
  predictionFormats,
  writePredictions,
} from '../serving/write-predictions.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { brokenPath, oneOf, pathOf, toggle } from './options/kinds.ts';
import { type OptionsOf, optionOf } from './options/option.ts';
import { resize, storedModel } from './options/shared.ts';
import { readsOf, withModel } from './with-model.ts';

/** Rows by column, or the path of a file or a folder. */
export type Input = string | readonly GivenRow[];

const input = optionOf<Input, { describe: string; isRequired: true }>(
  {
    kind: 'path',
    broken: (value) =>
      isRows(value) || brokenPath(value) === undefined
        ? undefined
        : 'must be a list of rows by column, a path or a file: URL',
    read: (value) => (Array.isArray(value) ? (value as GivenRow[]) : pathOf(value)),
  },
  { describe: 'a table of rows, an image, or a folder of images', isRequired: true },
);

export const predictOptions = { options: { input, ...storedModel, resize } };

export const writeOptions = {
  options: {
    ...predictOptions.options,
    format: oneOf(predictionFormats, {
      describe: 'what is written: CSV or JSON lines',
      defaultText: 'by the name of the file, else csv',
    }),
    probabilities: toggle('a column for each class as well'),
    keepColumns: toggle('the columns of the input in front'),
  },
};

export interface PredictionSummary {
  readonly model: string;
  readonly rows: number;
  /** By column, the categories that training never saw, and how many rows had them. */
  readonly unknownCategories: Readonly<Record<string, number>>;
}

/** Takes the lines of predictions as they come. */
export interface PredictionSink {
  /** `columns` are those of the input that are kept and the new ones; `reads` are the files that the action reads. */
  write(
    about: { readonly columns: readonly string[]; readonly reads: readonly string[] },
    work: (line: (text: string) => Promise<void>) => Promise<number>,
  ): Promise<number>;
}

/**
 * The predictions of a model for new rows, in their order; all of them are in memory. FaultsError names the column and the
 * row that cannot be used, UsageError the model that is not there.
 */
export function predict(request: OptionsOf<typeof predictOptions.options>): Promise<Prediction[]> {
  return withModel(request, async (served) => {
    const { pipeline } = served;
    const inputs = await inputsOf(request, pipeline);
    const all: Prediction[] = [];
    for await (const { rows, x } of inputs.batches) {
      const predictions = await served.predict({ rows, x });
      requireFinite(predictions, { rows, before: all.length }, served.name);
      for (let row = 0; row < rows; row++) all.push(predictionOf(pipeline.task, predictions, row));
    }
    return all;
  });
}

/** As `predict`, batch by batch as lines of text, whatever the number of rows. */
export function predictLines(
  request: OptionsOf<typeof writeOptions.options>,
  sink: PredictionSink,
): Promise<PredictionSummary> {
  return withModel(request, async (served: ServedModel, ofStudy) => {
    const { pipeline } = served;
    const inputs = await inputsOf(request, pipeline);
    const { format = 'csv', probabilities, keepColumns } = request;
    const form = { format: format as PredictionFormat, probabilities, keepsColumns: keepColumns };
    const columns = keepColumns ? predictionColumns(pipeline.task, inputs, form) : [];
    const reads = [
      ...(typeof request.input === 'string' ? [request.input] : []),
      ...readsOf(request, ofStudy),
    ];
    const rows = await sink.write({ columns, reads }, (line) => writePredictions(served, inputs, form, line));
    return { model: served.name, rows, unknownCategories: Object.fromEntries(inputs.unknownCategories) };
  });
}

async function inputsOf(
  { input: given, resize: resizes }: { readonly input: Input; readonly resize: boolean },
  pipeline: Pipeline,
): Promise<Inputs> {
  if (typeof given === 'string') return openInputs(given, { pipeline, resizes });
  if (pipeline.preprocessing.kind === 'table') return tableInputs(givenRows(given), { pipeline });
  const law = 'must be the path of an image, or of a folder of images: the model takes images';
  throw new FaultsError([{ file: 'input', option: 'input', field: '', law }]);
}

function isRows(value: unknown): boolean {
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
  return Array.isArray(value) && value.every(isRow);
}
