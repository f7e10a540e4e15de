import { type Cells, type Scale, scaled, scaleOf } from './cells.ts';
import { fitDependent, type LogDensity } from './gaussian.ts';

/** How the cells of a row left their columns: `from` is the column in which the cell of a column stands. */
export interface Arrangement {
  readonly name: string;
  from(column: number, width: number): number;
}

/** The logarithms of the density of each row as it is, and with its cells put back. */
export interface Densities {
  readonly plain: Float64Array;
  readonly restored: Float64Array;
}

const rounds = 8;
/** At first, cells are put back where that makes a row e³ times as likely. */
const firstGain = 3;

/**
 * The densities of rows under a normal distribution of rows whose cells are put back where that makes them likelier. The
 * distribution and the share of such rows are fitted to one half of the rows by expectation and maximisation, and judge the
 * other half.
 */
export function densitiesOf(cells: Cells, arrangement: Arrangement): Densities {
  const total = cells.rows.length;
  const half = total >> 1;
  const places = Array.from({ length: total }, (_, place) => place);
  const densities = { plain: new Float64Array(total), restored: new Float64Array(total) };
  for (const [fitted, judged] of [
    [places.slice(0, half), places.slice(half)],
    [places.slice(half), places.slice(0, half)],
  ] as const) {
    const { density, scales } = fitMoved(cells, fitted, arrangement);
    const { plain, restored } = arranged(cells, judged, arrangement, scales);
    judged.forEach((place, at) => {
      densities.plain[place] = density(plain[at] as Float64Array);
      densities.restored[place] = density(restored[at] as Float64Array);
    });
  }
  return densities;
}

function fitMoved(cells: Cells, places: readonly number[], arrangement: Arrangement) {
  const moved = (column: number) => arrangement.from(column, cells.columns.length);
  let chances = new Float64Array(places.length);
  let density: LogDensity = () => 0;
  let scales: Scale[] = [];
  // Scales of contaminated columns are too wide, so that they are measured again once the rows are known.
  for (const pass of ['first', 'again'] as const) {
    scales = cells.seats.map((seat) => {
      const [own, other] = [cells.columns[seat], cells.columns[moved(seat)]] as [Float64Array, Float64Array];
      const found = new Float64Array(places.length);
      for (let at = 0; at < found.length; at++) {
        found[at] = ((chances[at] as number) > 0.5 ? other : own)[places[at] as number] as number;
      }
      return scaleOf(found);
    });
    const { plain, restored } = arranged(cells, places, arrangement, scales);
    const chanceOf = (gain: number) => 1 / (1 + Math.exp(-gain));
    if (pass === 'first')
      chances = chances.map((_, at) => chanceOf(oddness(plain[at]) - oddness(restored[at]) - firstGain));
    for (let round = 0; round < rounds; round++) {
      density = fitDependent(
        [...plain, ...restored],
        Float64Array.from([...chances.map((chance) => 1 - chance), ...chances]),
      );
      const share = chances.reduce((sum, chance) => sum + chance, 0) / places.length;
      const kept = Math.min(0.5, Math.max(1e-3, share));
      const odds = Math.log(kept / (1 - kept));
      chances = chances.map((_, at) =>
        chanceOf(density(restored[at] as Float64Array) - density(plain[at] as Float64Array) + odds),
      );
    }
  }
  return { density, scales };
}

function arranged(cells: Cells, places: readonly number[], { from }: Arrangement, scales: readonly Scale[]) {
  const { columns, seats } = cells;
  const rowsFrom = (columnOf: (seat: number) => number) => {
    const sources = seats.map((seat) => columns[columnOf(seat)] as Float64Array);
    return places.map((place) => {
      const row = new Float64Array(seats.length);
      for (let at = 0; at < row.length; at++) {
        row[at] = scaled(sources[at]?.[place] as number, scales[at] as Scale);
      }
      return row;
    });
  };
  return { plain: rowsFrom((seat) => seat), restored: rowsFrom((seat) => from(seat, columns.length)) };
}

/** The sum of the distances from the columns' middles, each cut off. */
function oddness(row: Float64Array = new Float64Array(0)): number {
  return row.reduce((sum, cell) => sum + Math.min(3, Math.abs(cell)), 0);
}
