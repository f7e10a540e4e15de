import type { SplitName } from '../dataset.ts';

/** The words in the names of arrays that say a split: those of Keras and PyTorch, and MNIST's t10k. */
const splitOfWord: ReadonlyMap<string | undefined, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['t10k', 'test'],
]);

const targetStems: readonly string[] = ['y', 'label', 'labels', 'target', 'targets', 'class', 'classes'];
const inputStems: readonly string[] = [
  ...['x', 'image', 'images', 'data', 'input', 'inputs', 'feature', 'features', 'pixels'],
  ...['sequence', 'sequences', 'tokens', 'signal', 'signals', 'series'],
];

/** An array's name without the word for its split, and that split: x_train and train_x are x of train. */
export interface SplitArrayName {
  /** As written, in lower case: arrays of several splits then have one name. */
  readonly stem: string;
  readonly split: SplitName | undefined;
}

export function splitArrayName(name: string): SplitArrayName {
  const words = name.toLowerCase().split(/[_\-. ]+/);
  for (const at of [words.length - 1, 0]) {
    const split = splitOfWord.get(words[at]);
    const others = words.filter((_, index) => index !== at);
    if (split !== undefined && others.length > 0) return { stem: others.join('_'), split };
  }
  return { stem: words.join('_'), split: undefined };
}

export function isTargetStem(stem: string): boolean {
  return targetStems.includes(stem);
}

/** True for x and its like, and for x_meta or x2. */
export function isInputStem(stem: string): boolean {
  return inputStems.includes(stem) || /^(x|input)_?(\d+|_.*)$/.test(stem) || /^(x|input)_/.test(stem);
}
