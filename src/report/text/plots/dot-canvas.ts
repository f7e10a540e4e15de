/** Dots of a character: Braille has two columns of four. */
const across = 2;
const down = 4;
const blank = 0x2800;
/** The bits of a Braille character's dots, by row and column. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

type Paint = (text: string) => string;

interface Cell {
  readonly character: string;
  readonly paint: Paint | undefined;
}

/** A grid of characters in which Braille dots are set: each character holds two columns of four dots. */
export class DotCanvas {
  readonly columns: number;
  readonly rows: number;
  /** Dots across and down. */
  readonly width: number;
  readonly height: number;
  readonly #dots: Uint8Array;
  readonly #paints: (Paint | undefined)[];
  readonly #written = new Map<number, Cell>();

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.width = columns * across;
    this.height = rows * down;
    this.#dots = new Uint8Array(columns * rows);
    this.#paints = new Array(columns * rows);
  }

  /** Sets the dot in column `x` and row `y`, counted from the top left; one outside is ignored. */
  dot(x: number, y: number, paint?: Paint): void {
    if (!(x >= 0 && x < this.width && y >= 0 && y < this.height)) return;
    const [column, row] = this.cellOf([x, y]);
    const cell = row * this.columns + column;
    const bit = bits[y % down]?.[x % across] ?? 0;
    this.#dots[cell] = (this.#dots[cell] ?? 0) | bit;
    this.#paints[cell] = paint;
  }

  /** A straight line of dots between two of them; of `every` dots one is set. */
  line(from: readonly [number, number], to: readonly [number, number], every = 1, paint?: Paint): void {
    const [x, y] = from;
    const [right, below] = [to[0] - x, to[1] - y];
    const steps = Math.max(Math.abs(right), Math.abs(below), 1);
    for (let step = 0; step <= steps; step++) {
      const [column, row] = [Math.round(x + (right * step) / steps), Math.round(y + (below * step) / steps)];
      if (every === 1 || (column + row) % every === 0) this.dot(column, row, paint);
    }
  }

  /** The column and row of the character that has this dot. */
  cellOf([x, y]: readonly [number, number]): [column: number, row: number] {
    return [Math.floor(x / across), Math.floor(y / down)];
  }

  /** Puts a character in place of the dots of a cell; one outside is ignored. */
  write(column: number, row: number, character: string, paint?: Paint): void {
    if (column < 0 || column >= this.columns || row < 0 || row >= this.rows) return;
    this.#written.set(row * this.columns + column, { character, paint });
  }

  /** The lines from the top, without spaces at their ends. */
  lines(): string[] {
    return Array.from({ length: this.rows }, (_, row) => {
      const cells = Array.from({ length: this.columns }, (__, column) =>
        this.#cell(row * this.columns + column),
      );
      const end = cells.findLastIndex(({ character }) => character !== ' ') + 1;
      return cells
        .slice(0, end)
        .map(({ character, paint }) =>
          paint === undefined || character === ' ' ? character : paint(character),
        )
        .join('');
    });
  }

  #cell(place: number): Cell {
    const written = this.#written.get(place);
    if (written !== undefined) return written;
    const dots = this.#dots[place] ?? 0;
    return { character: dots === 0 ? ' ' : String.fromCodePoint(blank + dots), paint: this.#paints[place] };
  }
}
