/** A line of a chart. */
export interface ChartLine {
  readonly name: string;
  /** Ascending in x; a NaN breaks the line. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A class of the style sheet: `best`, `line-1` to `line-6`, `faint`; by its place without. */
  readonly look?: string;
  /** The value holds until the next point. */
  readonly isStep?: boolean;
  readonly isDashed?: boolean;
}

/** The look of the line at this place. */
export function lookOf({ look, isDashed }: ChartLine, place: number): string {
  const dash = isDashed || (look === undefined && place >= 6) ? ' dashed' : '';
  return `${look ?? `line-${(place % 6) + 1}`}${dash}`;
}

/** A path through the points that are given in pixels; NaN breaks it. */
export function pathOf(points: readonly (readonly [x: number, y: number])[], isStep = false): string {
  let text = '';
  let isOpen = false;
  for (const [x, y] of points) {
    const isThere = Number.isFinite(x) && Number.isFinite(y);
    if (isThere) text += isOpen ? segment(x, y, isStep) : `M${rounded(x)} ${rounded(y)}`;
    isOpen = isThere;
  }
  return text;
}

function segment(x: number, y: number, isStep: boolean): string {
  return isStep ? `H${rounded(x)}V${rounded(y)}` : `L${rounded(x)} ${rounded(y)}`;
}

function rounded(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}

/** The value of a line at `x`: that of its point there, or for steps of the last one before; undefined without. */
export function valueAt({ points, isStep }: ChartLine, x: number): number | undefined {
  let found: number | undefined;
  for (const [at, value] of points) {
    if (at > x) break;
    if (at === x || isStep) found = value;
  }
  return found === undefined || Number.isNaN(found) ? undefined : found;
}

/** "loss falls from 2.31 to 0.042": a line in words. */
export function describeLine({ name, points }: ChartLine, show: (value: number) => string): string {
  const values = points.map(([, value]) => value).filter(Number.isFinite);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return `${name} has no values`;
  if (values.length === 1) return `${name} is ${show(first)}`;
  const verb = last < first ? 'falls' : last > first ? 'rises' : 'goes';
  return `${name} ${verb} from ${show(first)} to ${show(last)}`;
}
