import { packModels } from '../bytes/model-pack.ts';
import { encodeTensors } from '../bytes/tensor-bytes.ts';

/** Scores of a row x: weights · x + bias. */
export interface LinearScores {
  /** [outputs, columns] */
  readonly weights: Float64Array;
  /** [outputs]; one for two classes: the log odds of the second. */
  readonly bias: Float64Array;
}

/** The weights of models of the family `linear` with `outputs` outputs, as trials store them; several as a pack. */
export function encodeLinearModels(
  models: readonly LinearScores[],
  outputs: number,
  refit?: LinearScores,
): Uint8Array {
  const encoded = models.map((model) => encodeOne(model, outputs));
  if (encoded.length === 1) return encoded[0] as Uint8Array;
  return packModels({ models: encoded, refit: refit && encodeOne(refit, outputs) });
}

function encodeOne({ weights, bias }: LinearScores, outputs: number): Uint8Array {
  const columns = weights.length / bias.length;
  const first = outputs - bias.length;
  const kernel = new Float32Array(columns * outputs);
  const ends = new Float32Array(outputs);
  bias.forEach((end, score) => {
    ends[first + score] = end;
    for (let column = 0; column < columns; column++) {
      kernel[column * outputs + first + score] = weights[score * columns + column] as number;
    }
  });
  return encodeTensors([[columns, outputs], [outputs]], [kernel, ends]);
}
