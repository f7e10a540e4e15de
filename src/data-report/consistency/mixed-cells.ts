import { largestDistance } from '../../statistics/kolmogorov-smirnov.ts';
import { type Random, randomFor } from '../../statistics/random.ts';
import { type Cells, type Scale, scaled, scaleOf } from './cells.ts';
import { fitDependent, fitIndependent, type LogDensity } from './gaussian.ts';

/** Rows whose cells do not belong together. */
export interface MixedCells {
  /** Whether each cell has the distribution of its column, as after a wrong join, or of the whole row. */
  readonly kind: 'between rows' | 'within rows';
  /** Their places in the sample. */
  readonly places: readonly number[];
}

const rounds = 20;
const fewestRows = 100;
const fewestMixed = 20;
const share = { first: 0.3, least: 0.03, most: 0.6 } as const;
const copies = 400;
/**
 * Kolmogorov–Smirnov distances. Rows that were mixed on purpose agree with the suspected ones in the density of their rows
 * and in each column; the distance of the columns was 0.52 at least on 27 real tables. And other rows must differ.
 */
const most = { ofDensity: 0.35, ofColumn: 0.25 } as const;
const leastApart = 0.7;

/**
 * Rows whose cells agree with each other no better than cells of different rows, or of different columns. Two normal
 * distributions are fitted by expectation and maximisation, one with covariances and one without; the rows of the second
 * are mixed cells if the rows of the first, mixed on purpose, look the same. Undefined if they do not.
 */
export function findMixedCells(cells: Cells): MixedCells | undefined {
  if (cells.rows.length < fewestRows) return undefined;
  const scales = cells.seats.map((seat) => scaleOf(cells.columns[seat] as Float64Array));
  const rows = Array.from(cells.rows.keys(), (place) => rowOf(cells, scales, (seat) => [seat, place]));
  const { suspected, dependent } = divide(rows);
  const isSuspected = new Set(suspected);
  const others = Array.from(rows.keys()).filter((place) => !isSuspected.has(place));
  if (suspected.length < fewestMixed || suspected.length > share.most * rows.length) return undefined;
  const random = randomFor('mixed cells');
  const sets = {
    rows: suspected.map((place) => rows[place] as Float64Array),
    others: others.map((place) => rows[place] as Float64Array),
  };
  for (const kind of ['within rows', 'between rows'] as const) {
    const mixed = Array.from({ length: copies }, () =>
      rowOf(
        cells,
        scales,
        kind === 'within rows' ? withinRow(cells, others, random) : betweenRows(others, random),
      ),
    );
    if (isLike({ ...sets, mixed }, dependent)) return { kind, places: suspected };
  }
  return undefined;
}

type CellOf = (seat: number) => readonly [column: number, place: number];

function rowOf({ columns, seats }: Cells, scales: readonly Scale[], cellOf: CellOf): Float64Array {
  return Float64Array.from(seats, (seat, at) => {
    const [column, place] = cellOf(seat);
    return scaled((columns[column] as Float64Array)[place] as number, scales[at] as Scale);
  });
}

/** The cells of one row in a random order. */
function withinRow({ columns }: Cells, places: readonly number[], random: Random): CellOf {
  const place = places[random.below(places.length)] as number;
  const order = random.shuffle(Int32Array.from(columns.keys()));
  return (seat) => [order[seat] as number, place];
}

/** Each cell of another row. */
function betweenRows(places: readonly number[], random: Random): CellOf {
  return (seat) => [seat, places[random.below(places.length)] as number];
}

/** The rows that a distribution without covariances explains better. */
function divide(rows: readonly Float64Array[]): { suspected: readonly number[]; dependent: LogDensity } {
  const even = new Float64Array(rows.length).fill(1);
  const [first, without] = [fitDependent(rows, even), fitIndependent(rows, even)];
  const gains = Float64Array.from(rows, (row) => without(row) - first(row));
  const border = gains.toSorted()[Math.floor((1 - share.first) * rows.length)] as number;
  let chances = gains.map((gain) => (gain > border ? 0.9 : 0.1));
  let dependent = first;
  for (let round = 0; round < rounds; round++) {
    dependent = fitDependent(
      rows,
      chances.map((chance) => 1 - chance),
    );
    const independent = fitIndependent(rows, chances);
    const sum = chances.reduce((total, chance) => total + chance, 0);
    const kept = Math.min(share.most, Math.max(share.least / 3, sum / rows.length));
    const odds = Math.log(kept / (1 - kept));
    chances = Float64Array.from(rows, (row) => 1 / (1 + Math.exp(dependent(row) - independent(row) - odds)));
  }
  const suspected = Array.from(rows.keys()).filter((place) => (chances[place] as number) > 0.5);
  return { suspected, dependent };
}

interface RowSets {
  readonly rows: readonly Float64Array[];
  readonly others: readonly Float64Array[];
  /** The others, mixed on purpose. */
  readonly mixed: readonly Float64Array[];
}

function isLike({ rows, others, mixed }: RowSets, density: LogDensity): boolean {
  const [own, plain, made] = [rows, others, mixed].map((set) => Float64Array.from(set, density).sort()) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  if (largestDistance(plain, made) < leastApart || largestDistance(own, made) > most.ofDensity) return false;
  const columnOf = (set: readonly Float64Array[], at: number) =>
    Float64Array.from(set, (row) => row[at] as number).sort();
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => at).every(
    (at) => largestDistance(columnOf(rows, at), columnOf(mixed, at)) <= most.ofColumn,
  );
}
