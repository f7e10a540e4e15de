import type { Preprocessing } from '../pipeline.ts';
import { hasStepFlags, type Padding } from '../windows/padding.ts';

/**
 * Where the whole input is one padded sequence [length, features]: the last feature of each step is 1, and padding is
 * zeros. Undefined for other inputs.
 */
export function paddingOf(preprocessing: Preprocessing): Padding | undefined {
  if (preprocessing.kind === 'window') return preprocessing.padding;
  const [part, ...others] = preprocessing.kind === 'arrays' ? preprocessing.parts : [];
  return part !== undefined && others.length === 0 && hasStepFlags(part) ? part.padding : undefined;
}
