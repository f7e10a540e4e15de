import type { Axis, StudyHead } from '../study-head.ts';
import type { StudyView } from '../study-view.ts';
import { type ChartAxis, choiceAxis, numberAxis } from './chart-axis.ts';

/** A parameter as an axis. Trials without it have a strip of their own below its least value. */
export interface ParameterAxis extends ChartAxis {
  readonly axis: Axis;
  /** The place of a trial on the axis, by its place in the columns; dots that would lie on each other stand side by side. */
  placeOfTrial(place: number): number;
  /** Where the strip begins and ends; absent where all trials have the parameter. */
  readonly without?: { readonly low: number; readonly high: number };
}

/** Width of the strip, as a share of the axis. */
const stripWidth = 0.1;
/** Whole numbers with at most this many values are drawn as strips. */
const mostStrips = 12;

export function parameterAxis({ head, trials }: StudyView, name: string): ParameterAxis {
  const axis = axisNamed(head, name);
  const column = trials.parameters[name] ?? new Float64Array(trials.trial.length).fill(Number.NaN);
  const shown = chartAxisOf(axis);
  const isStrips = axis.kind === 'choice' || (axis.isInteger && axis.max - axis.min < mostStrips);
  const spread = axis.kind === 'choice' ? 0.6 : isStrips ? 0.3 / Math.max(1, axis.max - axis.min) : 0;
  const width = stripWidth * (shown.high - shown.low);
  const without = column.some(Number.isNaN) ? { low: shown.low - width, high: shown.low } : undefined;
  const withStrip: ChartAxis =
    without === undefined
      ? shown
      : {
          ...shown,
          low: without.low,
          ticks: [{ place: (without.low + without.high) / 2, text: 'none' }, ...shown.ticks],
        };
  return {
    ...withStrip,
    axis,
    ...(without && { without }),
    placeOfTrial(place) {
      const aside = offset(trials.trial[place] as number);
      const value = column[place] as number;
      if (Number.isNaN(value))
        return without === undefined ? value : without.low + width * (0.5 + 0.7 * aside);
      return shown.placeOf(value) + spread * aside;
    },
  };
}

/** Parameters as settings: those that matter most first, where that is known. */
export function parameterNames({ head, importance }: StudyView): string[] {
  const names = head.axes.map((axis) => axis.name);
  const alone = (importance?.effects ?? []).flatMap(({ parameters }) =>
    parameters.length === 1 ? parameters : [],
  );
  const known = alone.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !known.includes(name))];
}

function axisNamed(head: StudyHead, name: string): Axis {
  const axis = head.axes.find((each) => each.name === name);
  if (axis === undefined) throw new RangeError(`the study has no parameter ${name}`);
  return axis;
}

function chartAxisOf({ name, kind, scale, min, max, isInteger, values }: Axis): ChartAxis {
  return kind === 'choice'
    ? choiceAxis(name, values)
    : numberAxis(name, { kind: scale, min, max }, { isInteger });
}

/** Between −½ and ½, even over consecutive trials: the fractional parts of multiples of the golden ratio. */
function offset(trial: number): number {
  return ((trial * 0.618033988749895) % 1) - 0.5;
}
