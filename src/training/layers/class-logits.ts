import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { partsOf } from '../../study/outputs/task-parts.ts';
import { builtWidth } from '../../study/outputs/task-widths.ts';
import type { Task } from '../../study/pipeline.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { rangeLayer } from './input-layers.ts';
import { orderedClassesLayer } from './ordered-classes.ts';

/**
 * The model with layers without weights that make logits of ordered classes from the log odds of their steps; of several
 * targets those of each that has such classes. Any other model is returned as it is.
 */
export function withClasses(tf: Tf, model: LayersModel, task: Task): LayersModel {
  const parts = partsOf(task);
  const widths = parts.map((part) => builtWidth(part.task));
  if (parts.every((part, at) => part.outputs.width === widths[at])) return model;
  const [built] = model.outputs as SymbolicTensor[];
  const all = builtWidth(task);
  let start = 0;
  const heads = parts.map(({ task: own, outputs }, at) => {
    const width = widths[at] as number;
    const suffix = parts.length === 1 ? '' : `_${at}`;
    const range = rangeLayer(tf, `target${suffix}`, all, { start, width });
    const ofPart = (width === all ? built : range.apply(built as never)) as SymbolicTensor;
    start += width;
    if (own.kind !== 'classification' || outputs.width === width) return ofPart;
    const layer = orderedClassesLayer(tf, `ordered_classes${suffix}`, own.classes.length);
    return layer.apply(ofPart as never) as SymbolicTensor;
  });
  const [only] = heads;
  const joined = heads.length === 1 ? only : tf.layers.concatenate({ name: 'all_targets' }).apply(heads);
  return tf.model({ inputs: model.inputs, outputs: joined as SymbolicTensor });
}
