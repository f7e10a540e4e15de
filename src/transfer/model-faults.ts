import { weightShapes } from '../records/tensor-bytes-fault.ts';
import type { Finding } from '../space-file/finding.ts';
import type { WholeStudy } from '../store/store.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import { sizeOfShape } from '../study/inputs/shape-size.ts';
import { builtWidth } from '../study/outputs/task-widths.ts';
import type { Pipeline } from '../study/pipeline.ts';

/** Weights whose first or last shape contradicts the study's data and family. A module's shapes are its own. */
export function modelFaults({ study: { spec, pipeline }, trials }: WholeStudy): Finding[] {
  const { model } = spec;
  if (pipeline === undefined || model.kind !== 'family') return [];
  const [inputs, outputs] = [inputsOf(pipeline, model.family), builtWidth(pipeline.task)];
  return trials.flatMap(({ weights }, index) => {
    if (weights === undefined) return [];
    return weightShapes(weights).flatMap((shapes) => {
      const [first, last] = [shapes[0]?.at(-2), shapes.at(-1)?.at(-1)];
      const path = ['trials', index, 'weights'];
      return [
        ...(inputs === undefined || first === inputs
          ? []
          : [{ path, constraint: `must take ${inputs} inputs, as the data have`, value: first }]),
        ...(last === outputs
          ? []
          : [{ path, constraint: `must give ${outputs} outputs, as the task has`, value: last }]),
      ];
    });
  });
}

/**
 * A convolution has the image's channels as inputs, a model of sequences the numbers of a step; the other families have
 * all numbers. Undefined for `tabular` and for token ids, whose first weights take inputs of one kind.
 */
function inputsOf(pipeline: Pipeline, family: string): number | undefined {
  const { inputShape } = modelInputs(pipeline);
  if (family === 'tabular' || family === 'text') return undefined;
  if (family === 'cnn') return inputShape.at(-1) ?? 0;
  const isSequence = family === 'rnn' || family === 'conv1d';
  if (isSequence && inputShape.length === 1) return undefined;
  return sizeOfShape(isSequence ? inputShape.slice(1) : inputShape);
}
