import type { Predictions } from '../../metrics/predictions.ts';
import { exportedParts, type OutputMeaning, valuesFrom } from '../../study/outputs/exported-prediction.ts';
import { columnsAt, joinColumns, type PlacedPart, partsOf } from '../../study/outputs/task-parts.ts';
import { outputWidth, predictionWidth } from '../../study/outputs/task-widths.ts';

/** The kinds of outputs of an exported model: docs/formats.md. */
export type ExportedKind = 'probabilities' | 'scaled' | 'value' | 'parts';

type Meaning = Pick<OutputMeaning, 'task' | 'memberWeights'>;

/** Numbers that an exported model returns for one row. */
export function exportedWidth(meaning: Meaning): number {
  const last = exportedParts(meaning).at(-1);
  if (last !== undefined) return last.offset + last.width;
  return (meaning.memberWeights?.length ?? 1) * outputWidth(meaning.task);
}

/** The predictions that an exported model's outputs stand for. */
export function predictionsFrom(
  meaning: Meaning & { readonly outputs: ExportedKind },
  outputs: ArrayLike<number>,
): Predictions {
  if (meaning.task.kind === 'joint') return jointPredictions(meaning, Float64Array.from(outputs));
  return meaning.outputs === 'scaled' ? valuePredictions(meaning, outputs) : Float64Array.from(outputs);
}

function jointPredictions(meaning: Meaning, outputs: Float64Array): Predictions {
  const { task } = meaning;
  const width = exportedWidth(meaning);
  const places = partsOf(task);
  const parts = exportedParts(meaning).map(({ meaning: own, ...span }, place) => {
    const values = columnsAt(outputs, width, span);
    return {
      span: (places[place] as PlacedPart).predictions,
      values: own.task.kind === 'regression' ? valuePredictions(own, values) : values,
    };
  });
  return joinColumns(parts, predictionWidth(task), outputs.length / width);
}

function valuePredictions(meaning: Meaning, outputs: ArrayLike<number>): Predictions {
  const width = predictionWidth(meaning.task);
  const rows = outputs.length / exportedWidth(meaning);
  const predictions = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) predictions.set(valuesFrom(meaning, outputs, row), row * width);
  return predictions;
}
