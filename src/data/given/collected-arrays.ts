import type { FaultsError } from '../../faults/errors.ts';
import { splitArrayName } from '../arrays/array-names.ts';
import { givenArray } from '../arrays/given-array.ts';
import { arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import { SharedArray } from './shared-array.ts';

/** A number of rows that a module declares: of all, or by split. */
export type DeclaredRows = number | Readonly<Record<string, number>>;

function unevenBatch({ name, lengths = new Int32Array(0) }: NamedArray, file: string): FaultsError {
  const ordered = lengths.toSorted();
  const constraint =
    'must have lists of one length in batches: sequences are filled up, and data.lengths names the array of their lengths';
  return arrayFault({ file, field: name }, constraint, { value: `${ordered[0]} to ${ordered.at(-1)}` });
}

/** Arrays by name and, where batches name their split, by that. */
export class CollectedArrays {
  readonly #file: string;
  readonly #declared: DeclaredRows | undefined;
  readonly #areWhole: boolean;
  #stems: string | undefined;
  readonly #arrays = new Map<string, SharedArray>();

  /** `areWhole`: arrays are given whole, and not in batches, each of which would have a longest row of its own. */
  constructor(file: string, declared: DeclaredRows | undefined, areWhole = false) {
    this.#file = file;
    this.#declared = declared;
    this.#areWhole = areWhole;
  }

  /** FaultsError where a batch, called by its `place`, has other arrays than the first, but for the words for splits. */
  add({ split, ...arrays }: Readonly<Record<string, unknown>>, place = 'data'): void {
    const file = this.#file;
    const stems = [...new Set(Object.keys(arrays).map((name) => splitArrayName(name).stem))]
      .toSorted()
      .join(', ');
    this.#stems ??= stems;
    if (stems !== this.#stems)
      throw arrayFault({ file, field: place }, `must have the arrays of the first batch: ${this.#stems}`, {
        value: stems,
      });
    const ending = typeof split === 'string' ? `_${split}` : '';
    const given = Object.entries(arrays).map(([name, value]) => givenArray(name, value, file));
    if (split !== undefined && splitArrayName(`x${ending}`).split === undefined)
      throw arrayFault({ file, field: 'split' }, 'must be train, validation or test', { value: split });
    // A list without a row does not show the shape of rows.
    if (!this.#areWhole && given.every(({ shape }) => shape[0] === 0)) return;
    for (const array of given) {
      if (array.lengths !== undefined && !this.#areWhole) throw unevenBatch(array, file);
      const name = array.name + ending;
      const known = this.#arrays.get(name) ?? this.#begin(name);
      this.#arrays.set(name, known);
      known.add(array);
    }
  }

  finish(): NamedArray[] {
    return [...this.#arrays.values()].map((array) => array.finish());
  }

  #begin(name: string): SharedArray {
    const { split } = splitArrayName(name);
    const declared = this.#declared;
    const rows = typeof declared === 'object' ? declared[split ?? 'train'] : declared;
    return new SharedArray(name, { file: this.#file, field: name }, rows);
  }
}
