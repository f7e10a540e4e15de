import { formatValue } from '../../metrics/number-format.ts';
import type { Palette } from '../palette.ts';
import type { Axis, StudyHead } from '../study-head.ts';
import type { StudyView } from '../study-view.ts';
import type { Layer } from './chart.ts';
import { type ChartAxis, choiceAxis, numberAxis } from './chart-axis.ts';
import { boxes } from './shapes.ts';

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

/** `direction` is that of the axis: dots that are moved aside must not lie on one line. */
export function parameterAxis(
  { head, trials }: StudyView,
  name: string,
  direction: 'across' | 'up' = 'across',
): ParameterAxis {
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
      const aside = offset(trials.trial[place] as number, direction);
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

/** Between −½ and ½, even over consecutive trials on a plane: Roberts' sequence of the plastic number. */
function offset(trial: number, direction: 'across' | 'up'): number {
  return ((trial * (direction === 'across' ? 0.7548776662466927 : 0.5698402909980532)) % 1) - 0.5;
}

/** The value at a place, in words. */
export function placeText({ axis, valueAt }: ParameterAxis, place: number): string {
  if (axis.kind === 'choice') return formatValue(axis.values[place]);
  return formatValue(axis.isInteger ? Math.round(valueAt(place)) : valueAt(place));
}

/** A pale ground under the trials that lack the parameter. */
export function withoutStrip({ without }: ParameterAxis, palette: Palette): Layer {
  return ({ x, top, bottom }) =>
    without === undefined
      ? []
      : boxes(
          [{ x: x(without.low), y: top, width: x(without.high) - x(without.low), height: bottom - top }],
          {
            color: palette.grid,
            opacity: 0.6,
          },
        );
}
