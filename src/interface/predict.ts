import { type GivenRow, givenRows } from '../data/inputs/given-rows.ts';
import type { Inputs } from '../data/inputs/inputs.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { tableInputs } from '../data/inputs/table-inputs.ts';
import { FaultsError } from '../faults/errors.ts';
import { likeliest, type Predictions } from '../metrics/predictions.ts';
import { requireFinite } from '../serving/finite-predictions.ts';
import type { Pipeline, Task } from '../study/pipeline.ts';
import { rowsOrPath, truth } from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { pathOf, withStudyModel } from './stored-model.ts';
import { type StoredModel, storedModel } from './stored-study.ts';

export interface PredictOptions extends StoredModel {
  /** Rows by column, as training had them; or a file or folder that `hpsearch predict` takes. */
  readonly input: readonly GivenRow[] | string | URL;
  /** Brings images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

export interface Prediction {
  /** The class, or the value in the target's own units. */
  readonly prediction: string | number;
  /** By class; absent for a regression. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

const constraints: Constraints<PredictOptions> = { ...storedModel, input: rowsOrPath, resize: truth };

/**
 * What a stored model says of new rows, in their order; all of them are in memory, which `hpsearch predict` does without.
 * FaultsError names the column and the row that cannot be used, UsageError the model that is not there.
 */
export async function predict(options: PredictOptions): Promise<Prediction[]> {
  requireOptions<PredictOptions>(options, constraints, { required: ['input'] });
  const { input, resize = false, ...model } = options;
  return withStudyModel(model, async ({ served }) => {
    const { pipeline } = served;
    const inputs = await inputsOf(input, pipeline, resize);
    const said: Prediction[] = [];
    for await (const { rows, x } of inputs.batches) {
      const predictions = await served.predict({ rows, x });
      requireFinite(predictions, { rows, before: said.length }, served.name);
      for (let row = 0; row < rows; row++) said.push(predictionOf(pipeline.task, predictions, row));
    }
    return said;
  });
}

async function inputsOf(
  input: PredictOptions['input'],
  pipeline: Pipeline,
  resizes: boolean,
): Promise<Inputs> {
  if (typeof input === 'string' || input instanceof URL) {
    return openInputs(pathOf(input), { pipeline, resizes });
  }
  if (pipeline.preprocessing.kind === 'table') return tableInputs(givenRows(input), { pipeline });
  const law = 'must be the path of an image, or of a folder of images, which the model takes';
  throw new FaultsError([{ file: 'input', field: '', law }]);
}

function predictionOf(task: Task, predictions: Predictions, row: number): Prediction {
  if (task.kind === 'regression') return { prediction: predictions[row] as number };
  const { classes } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[likeliest(predictions, row, classes.length)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
  };
}
