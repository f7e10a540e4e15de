import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { Features } from '../../study/pipeline.ts';
import { sharedFloats } from '../shared-memory.ts';
import { encodeArray } from './array-encoder.ts';

/** Scales features, [rows, ...inputShape], as they enter the trained models; on memory that threads share. */
export function encodeFeatures(
  { inputShape, preprocessing }: Pick<Features, 'inputShape' | 'preprocessing'>,
  features: Float32Array,
): Float32Array {
  const [part] = preprocessing.parts;
  if (part === undefined) throw new Error('features are one array');
  const size = sizeOfShape(inputShape);
  const x = sharedFloats(features.length);
  for (let at = 0; at < features.length; at += size) encodeArray(part, features, at, x, at);
  return x;
}
