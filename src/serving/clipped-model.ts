import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { boundedPrediction } from '../study/outputs/training-range.ts';
import type { TrainingRange } from '../study/pipeline.ts';
import type { ServedModel } from './served-model.ts';

/** Whether inputs can be bounded to training ranges, and are not yet. */
export function canClip({ pipeline: { preprocessing, ranges }, isClipped = false }: ServedModel): boolean {
  return preprocessing.kind !== 'image' && ranges !== undefined && !isClipped;
}

/**
 * The model with a regression's predictions bounded to one range of the training targets beyond them. UsageError when
 * the model has no training ranges.
 */
export function clippedModel(model: ServedModel): ServedModel {
  const { preprocessing, ranges } = model.pipeline;
  if (preprocessing.kind === 'image')
    throw new UsageError(message`${option('clip')}: must be left out: the model takes images`);
  if (ranges === undefined) {
    throw new UsageError(
      message`${option('clip')}: must be left out: ${model.name} is of an older version, which stored no training ranges`,
    );
  }
  const { target, targets = [] } = ranges;
  const columns = partsOf(model.pipeline.task).flatMap(({ name, predictions: { width } }) =>
    new Array<TrainingRange | undefined>(width).fill(
      name === undefined ? target : targets.find((range) => range.name === name),
    ),
  );
  const clipped = { ...model, isClipped: true };
  if (columns.every((range) => range === undefined)) return clipped;
  return {
    ...clipped,
    predict: async (examples) => {
      const predictions = await model.predict(examples);
      return predictions.map((value, at) => {
        const range = columns[at % columns.length];
        return range === undefined ? value : boundedPrediction(value, range);
      });
    },
  };
}
