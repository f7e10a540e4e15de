import { stateCodes } from '../columns/trial-columns.ts';
import type { StudyView } from '../study-view.ts';
import { rankShares } from '../trial-ranks.ts';
import { heightOf, type ParallelAxis } from './parallel-axes.ts';

/** All trials as lines over the axes, in units that fit every size of picture. */
export interface ParallelLines {
  /** Places in the columns of the trials that are drawn: all that do not wait. */
  readonly places: Uint32Array;
  /** By axis and place in the columns: from 0, the top of the picture, to 1, its bottom. */
  readonly levels: readonly Float64Array[];
  /** The lower end of the axes; below it lie the trials that an axis has no number of. */
  readonly axisEnd: number;
}

/** The middle of the band below an axis, and half its height. */
const gapLevel = 0.98;
const gapBand = 0.02;
const axisEndAboveGap = 0.9;
/** Half the height of the band of one choice. */
const mostBand = 0.035;

/** Every trial that does not wait is one unbroken line: where an axis has no number of it, it runs below the axis. */
export function parallelLines({ head, trials }: StudyView, axes: readonly ParallelAxis[]): ParallelLines {
  const waiting = stateCodes.indexOf('waiting');
  const places = Uint32Array.from(trials.trial.keys()).filter((place) => trials.state[place] !== waiting);
  const axisEnd = axes.some(({ gap }) => gap !== undefined) ? axisEndAboveGap : 1;
  const shares = rankShares(head, trials);
  const bestFirst = places.toSorted(
    (one, other) => orderOf(shares, one) - orderOf(shares, other) || one - other,
  );
  const levels = axes.map((axis) => {
    const heights = axis.column.map((value) => heightOf(axis, value));
    const level = heights.map((height) => axisEnd * Math.min(1, Math.max(0, height)));
    spread(
      level,
      bestFirst.filter((place) => Number.isNaN(heights[place])),
      gapLevel,
      gapBand,
    );
    for (const [value, members] of bandsOf(axis, bestFirst)) {
      spread(level, members, axisEnd * heightOf(axis, value), axisEnd * bandOf(axis));
    }
    return level;
  });
  return { places, levels, axisEnd };
}

function orderOf(shares: Float64Array, place: number): number {
  const share = shares[place] as number;
  return Number.isNaN(share) ? 2 : share;
}

/** Trials with the same choice, best first: as bands they show how many there are, which one point would hide. */
function bandsOf({ isChoice, column }: ParallelAxis, bestFirst: Uint32Array): Map<number, number[]> {
  const bands = new Map<number, number[]>();
  if (!isChoice) return bands;
  for (const place of bestFirst) {
    const value = column[place] as number;
    if (Number.isNaN(value)) continue;
    const members = bands.get(value);
    if (members === undefined) bands.set(value, [place]);
    else members.push(place);
  }
  return bands;
}

function bandOf({ ticks }: ParallelAxis): number {
  return Math.min(mostBand, 0.3 / ticks.length);
}

/** Spreads trials evenly over a band, the first at its top. */
function spread(level: Float64Array, members: ArrayLike<number>, middle: number, half: number): void {
  const last = members.length - 1;
  for (let index = 0; index <= last; index++) {
    level[members[index] as number] = middle + (last === 0 ? 0 : half * ((2 * index) / last - 1));
  }
}

/** How far between two axes, 0 to 1, the curve from one level to the next has gone: flat at both ends. */
export function ease(share: number): number {
  return share * share * (3 - 2 * share);
}
