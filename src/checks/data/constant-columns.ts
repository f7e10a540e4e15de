import { lastAxisName } from '../../data/arrays/cell-name.ts';
import type { RawColumn, RawData, RawPart } from '../../data/raw-data.ts';
import { counted } from '../../reports/figure.ts';
import { placeInShape } from '../../study/inputs/place-in-shape.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { hasStepFlags } from '../../study/windows/padding.ts';
import type { Check } from '../check.ts';
import { needsNumbers } from './suitable-data.ts';

const listedColumns = 10;
/** The places of a longer array are steps or pixels, of which some at a border need not vary. */
const mostPlaces = 32;

/** Images are exempt: their borders seldom vary. */
export const constantColumns: Check = needsNumbers({
  name: 'constant-columns',
  hypothesis: 'every column, array and feature of a sequence varies among the training rows',
  isCheap: true,
  run({ source: { raw, rows } }) {
    const { names: all, constant, what } = columnsOf(raw, rows.train);
    const numbers = { columns: all, constant: constant.length };
    if (constant.length === 0) {
      const message = all === 1 ? `the only ${what} varies` : `all ${counted(all, what)} vary`;
      return { status: 'pass', message, numbers };
    }
    const names = constant.slice(0, listedColumns);
    const more = constant.length > names.length ? `, and ${constant.length - names.length} more` : '';
    return {
      status: 'warn',
      message: `${constant.length} of ${counted(all, what)} with a single value in all training rows: ${names.join(', ')}${more}`,
      advice: 'Name them in data.exclude, or look at what should have filled them.',
      numbers,
    };
  },
});

interface Varied {
  /** The number of those that were looked at. */
  readonly names: number;
  readonly constant: readonly string[];
  readonly what: string;
}

function columnsOf({ inputs }: RawData, rows: Int32Array): Varied {
  if (inputs.kind === 'arrays') {
    const parts = inputs.parts.map((part) => variedPart(part, rows));
    const names = parts.reduce((sum, part) => sum + part.names, 0);
    return { names, constant: parts.flatMap(({ constant }) => constant), what: 'feature' };
  }
  const columns = inputs.kind === 'table' ? inputs.columns : [];
  const constant = columns.filter((column) => isConstant(column, rows)).map(({ name }) => name);
  return { names: columns.length, constant, what: 'column' };
}

function isConstant(column: RawColumn, rows: Int32Array): boolean {
  const cells = column.kind === 'number' ? column.values : column.codes;
  const first = cells[rows[0] as number] as number;
  return rows.every((row) => Object.is(cells[row], first) || cells[row] === first);
}

/** The features along the last axis at all places of the others, the places of a short array, or the whole of another. */
function variedPart(part: RawPart, rows: Int32Array): Omit<Varied, 'what'> {
  const { name, shape, values, tokens } = part;
  const size = sizeOfShape(shape);
  const features = shape.at(-1) ?? 1;
  const hasFlags = hasStepFlags(part);
  const isConstantAt = (place: number) => {
    const flag = place - (place % features) + features - 1;
    // Padding is no value.
    const own = hasFlags ? rows.filter((row) => values[row * size + flag] !== 0) : rows;
    const first = values[(own[0] ?? 0) * size + place];
    return own.every((row) => values[row * size + place] === first);
  };
  const constant = Array.from({ length: size }, (_, place) => place).filter(isConstantAt);
  const areFeatures = tokens === undefined && (shape.length > 1 ? features > 1 : size <= mostPlaces);
  if (constant.length === size || !areFeatures) {
    return { names: 1, constant: constant.length === size ? [name] : [] };
  }
  if (shape.length < 2) {
    const named = constant.map((place) => `${name}[${placeInShape(place, shape).join(',')}]`);
    return { names: size, constant: named };
  }
  const steps = shape[0] as number;
  /** The indices of which all places are constant; each of the `count` indices has as many places. */
  const lostOf = (count: number, indexOf: (place: number) => number) => {
    const places = new Int32Array(count);
    for (const place of constant) places[indexOf(place)] = (places[indexOf(place)] as number) + 1;
    return Array.from(places.keys()).filter((index) => places[index] === size / count);
  };
  // A picture has a border on all sides.
  const isPicture = !hasFlags && lostOf(steps, (place) => Math.floor((place * steps) / size)).length > 0;
  // The 1 of each step of a padded sequence is no feature.
  const own = hasFlags ? features - 1 : features;
  const all = isPicture ? [] : lostOf(features, (place) => place % features);
  const lost = all.filter((feature) => feature < own);
  return { names: own, constant: lost.map((feature) => lastAxisName(name, shape, feature)) };
}
