import { largestDistance } from '../../statistics/kolmogorov-smirnov.ts';
import { valuesAt } from '../../statistics/places.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import { type Arrangement, type Densities, densitiesOf } from './arrangement.ts';
import type { Cells } from './cells.ts';

const arrangements: readonly Arrangement[] = [
  { name: 'in reverse order', from: (column, width) => width - 1 - column },
  { name: 'one column too far right', from: (column, width) => (column + 1) % width },
  { name: 'one column too far left', from: (column, width) => (column + width - 1) % width },
];

/** Rows whose cells stand in other columns than in most rows. */
export interface MovedCells {
  readonly name: string;
  /** Their places in the sample. */
  readonly places: readonly number[];
}

/** A row counts as moved where putting its cells back makes it e³ times as likely. */
const clearGain = 3;
/**
 * The demand on the rows that become likelier: most were less likely than nearly all others, and then are as likely as
 * others. Of digits, which look alike upside down, a third become likelier, but only a third of these were unlikely.
 */
const asked = { impossibleQuantile: 0.02, impossible: 0.6, usualQuantile: 0.25, usual: 0.5 } as const;
/**
 * The share of the other rows that become unlikely by the same arrangement. Where all columns are alike it tells nothing:
 * 0.16 at most for columns of one distribution, and 0.46 at least for real ones whose moved rows were found, but for one.
 */
const leastTold = 0.4;
const fewest = { rows: 10, share: 0.02 } as const;
/**
 * Kolmogorov–Smirnov distances of columns. Put back, rows are distributed as the others in every column, give or take
 * 1 / √rows; or, where they are of another kind, most columns hold numbers that they have in no other row.
 */
const distances = { likeOthers: 0.2, likeNone: 0.9, mostColumns: 2 / 3 } as const;

/** Rows whose cells are reversed or shifted, by the arrangement that explains them best; undefined if none does. */
export function findMovedCells(cells: Cells): MovedCells | undefined {
  const found = arrangements.map((arrangement) => {
    const densities = densitiesOf(cells, arrangement);
    const likely = movedPlaces(densities);
    const places = areElsewhere(cells, arrangement, likely) ? likely : [];
    const gain = places.reduce((sum, place) => sum + gainOf(densities, place), 0);
    return { name: arrangement.name, places, gain };
  });
  const best = found.reduce((one, other) => (other.gain > one.gain ? other : one));
  return best.places.length > 0 ? best : undefined;
}

function gainOf({ plain, restored }: Densities, place: number): number {
  return (restored[place] as number) - (plain[place] as number);
}

function movedPlaces(densities: Densities): number[] {
  const { plain, restored } = densities;
  const places = Array.from(plain.keys());
  const likelier = places.filter((place) => gainOf(densities, place) > clearGain);
  const few = Math.max(fewest.rows, fewest.share * places.length);
  if (likelier.length < few || likelier.length > places.length / 2) return [];
  const isLikelier = new Set(likelier);
  const standing = places.filter((place) => !isLikelier.has(place));
  const others = valuesAt(plain, standing).sort();
  const low = quantileOf(others, asked.impossibleQuantile);
  const usual = quantileOf(others, asked.usualQuantile);
  const impossible = likelier.filter((place) => (plain[place] as number) < low);
  const back = impossible.filter((place) => (restored[place] as number) >= usual);
  const told = standing.filter((place) => (restored[place] as number) < low);
  const isExplained =
    told.length >= leastTold * standing.length &&
    impossible.length >= Math.max(few, asked.impossible * likelier.length) &&
    back.length >= asked.usual * impossible.length;
  return isExplained ? impossible : [];
}

/** False for rows that only a single column tells from the others, as a rare word does among counts of words. */
function areElsewhere(
  { columns, seats, rows }: Cells,
  { from }: Arrangement,
  places: readonly number[],
): boolean {
  const isMoved = new Set(places);
  const others = Array.from(rows.keys()).filter((place) => !isMoved.has(place));
  const numbersOf = (column: number, among: readonly number[]) =>
    Float64Array.from(among, (place) => columns[column]?.[place] as number)
      .filter((value) => !Number.isNaN(value))
      .sort();
  const distance = (one: Float64Array, other: Float64Array) =>
    one.length === 0 || other.length === 0 ? 0 : largestDistance(one, other);
  const measured = seats.map((seat) => {
    const own = numbersOf(seat, others);
    return {
      plain: distance(own, numbersOf(seat, places)),
      restored: distance(own, numbersOf(from(seat, columns.length), places)),
    };
  });
  const most = distances.likeOthers + 1 / Math.sqrt(places.length);
  const strange = measured.filter(({ plain }) => plain >= distances.likeNone);
  return (
    measured.every(({ restored }) => restored <= most) ||
    strange.length >= distances.mostColumns * measured.length
  );
}
