/** The uses of an array: pixels of images, numbers of any shape, or ids of tokens. */
export const arrayUses = ['images', 'arrays', 'tokens'] as const;
export type ArrayUse = (typeof arrayUses)[number];

/** The same for all inputs, or by name. */
export type ArrayUses = ArrayUse | Readonly<Record<string, ArrayUse>>;

/** The number of ids of tokens, from 0: of all inputs of them, or by name. */
export type Vocabularies = number | Readonly<Record<string, number>>;

/** The parts of a space file's data that only arrays have. */
export interface ArrayRequest {
  /** The names of arrays that are inputs, without the words for their splits. */
  readonly inputs?: readonly string[];
  readonly as?: ArrayUses;
  /** Left out: up to the largest id of the training rows. */
  readonly vocabulary?: Vocabularies;
  /** The name of the array with the number of steps of each row, where sequences are filled up. */
  readonly lengths?: string;
  /** The names of classes 0, 1, 2 … */
  readonly classes?: readonly string[];
  /** The names of the targets in the rows of the target array, or of several arrays by name. */
  readonly targetNames?: readonly string[] | Readonly<Record<string, readonly string[]>>;
}
