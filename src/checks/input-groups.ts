import type { Dataset } from '../data/dataset.ts';
import { featureNames } from '../data/preprocessing/apply-preprocessing.ts';
import { type InputPart, inputPartsOf } from '../study/inputs/input-parts.ts';
import { placeInShape } from '../study/inputs/place-in-shape.ts';
import { tokenRuns } from '../study/inputs/token-runs.ts';

/** Inputs of a flat row that are looked at together: one of several inputs, a text's token ids, or all others. */
export interface InputGroup {
  /** "the inputs", or "input meta", "text remarks" where a row has several groups. */
  readonly title: string;
  /** The name of the array, the group of columns or the text; "inputs" of a table. */
  readonly name: string;
  /** The shape of one row; [numbers] where the group is some columns of a table. */
  readonly shape: readonly number[];
  /** Ascending. */
  readonly places: readonly number[];
  /** Number of different ids; only for token ids. */
  readonly tokens?: number;
}

type Inputs = Pick<Dataset, 'preprocessing' | 'inputShape'>;

/** The groups of a row, in its order but for the numbers around texts, which are one group. */
export function inputGroups(dataset: Inputs): readonly InputGroup[] {
  const parts = inputPartsOf(dataset);
  const runs = tokenRuns(dataset.preprocessing);
  const nameOf = partNames(dataset);
  return parts.flatMap((part) => {
    const { shape, offset, size } = part;
    const name = nameOf(part);
    const title = parts.length === 1 ? 'the inputs' : `input ${name}`;
    const ownRuns = runs.filter(({ start }) => start >= offset && start < offset + size);
    const texts = ownRuns.map((run): InputGroup => {
      const isAlone = run.length === size;
      const places = placesFrom(run.start, run.length);
      const own = { title: isAlone ? title : `text ${run.name}`, name: run.name };
      return { ...own, shape: [run.length], places, tokens: run.size };
    });
    const others = placesFrom(offset, size).filter(
      (place) => !ownRuns.some(({ start, length }) => place >= start && place < start + length),
    );
    if (texts.length === 0) return [{ title, name, shape, places: others }];
    if (others.length === 0) return texts;
    const rest = parts.length === 1 ? 'the other inputs' : `the other numbers of ${title}`;
    return [...texts, { title: rest, name, shape: [others.length], places: others }];
  });
}

/** An array that is the only input has its name in the preprocessing alone. */
function partNames({ preprocessing }: Inputs): (part: InputPart) => string {
  const arrays = preprocessing.kind === 'arrays' ? preprocessing.parts : [];
  const [only] = arrays;
  return ({ name }) => (only !== undefined && arrays.length === 1 ? only.name : name);
}

function placesFrom(start: number, length: number): number[] {
  return Array.from({ length }, (_, index) => start + index);
}

/** The numbers of some places of each row: [rows, places]. */
export function valuesAt(x: Float32Array, width: number, places: readonly number[]): Float32Array {
  if (places.length === width) return x;
  const rows = x.length / width;
  const values = new Float32Array(rows * places.length);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < places.length; at++) {
      values[row * places.length + at] = x[row * width + (places[at] as number)] as number;
    }
  }
  return values;
}

/**
 * Names the number at a place of a row: by its column as in `featureNames`, or as `meta[2]` and `signal[3,1]` of an
 * array. Undefined for images.
 */
export function placeNames(dataset: Inputs): (place: number) => string | undefined {
  const names = featureNames(dataset);
  if (dataset.preprocessing.kind !== 'arrays') return (place) => names[place];
  const parts = inputPartsOf(dataset);
  const nameOf = partNames(dataset);
  return (place) => {
    const part = parts.findLast(({ offset }) => offset <= place);
    return part && `${nameOf(part)}[${placeInShape(place - part.offset, part.shape).join(',')}]`;
  };
}
