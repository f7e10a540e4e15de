import type { Palette } from '../palette.ts';
import type { StudyView } from '../study-view.ts';
import type { Layer } from './chart.ts';
import type { ChartAxis } from './chart-axis.ts';
import { label, lines } from './shapes.ts';
import { valueText } from './value-axis.ts';

interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** The baselines of the recipe and the human one, with their values: "linear 0.121". */
export function namedValues({ head }: StudyView): NamedValue[] {
  const { metric } = head.objective;
  const people = head.humanBaseline === undefined ? [] : [{ name: 'people', value: head.humanBaseline }];
  return [...head.baselines, ...people].map(({ name, value }) => ({
    name: `${name} ${valueText(metric, value)}`,
    value,
  }));
}

/** Dashed lines across the drawing; those beyond the axis are left out. */
export function baselineLines(all: readonly NamedValue[], axis: ChartAxis, palette: Palette): Layer {
  return (plane) =>
    withinAxis(all, axis).flatMap(({ place }) => {
      const y = plane.y(place);
      const ends = [[plane.left, y] as const, [plane.right, y] as const];
      return lines([ends], { color: palette.muted, width: 1, dash: [3, 4] });
    });
}

/** The names of the lines, at their right ends, one above the other where lines are near. */
export function baselineNames(all: readonly NamedValue[], axis: ChartAxis, palette: Palette): Layer {
  return (plane) => {
    const sorted = withinAxis(all, axis).map(({ name, place }) => ({ name, y: plane.y(place) }));
    let above = Number.POSITIVE_INFINITY;
    return sorted
      .sort((one, other) => other.y - one.y)
      .map(({ name, y }) => {
        above = y - 16 < plane.top ? y + 15 : Math.min(y - 2, above - 13);
        return label(name, [plane.right - 4, above], {
          fill: palette.muted,
          align: 'right',
          verticalAlign: 'bottom',
          stroke: palette.ground,
          lineWidth: 3,
        });
      });
  };
}

/** The same for values that go across: upright lines, whose names stand beside them at the top, one below the other. */
export function uprightLines(all: readonly NamedValue[], axis: ChartAxis, palette: Palette): Layer {
  return (plane) =>
    withinAxis(all, axis).flatMap(({ name, place }, at) => {
      const x = plane.x(place);
      const ends = [[x, plane.top] as const, [x, plane.bottom] as const];
      const isRight = x > (plane.left + plane.right) / 2;
      return [
        ...lines([ends], { color: palette.muted, width: 1, dash: [3, 4] }),
        label(name, [isRight ? x - 4 : x + 4, plane.top + 14 * at], {
          fill: palette.muted,
          align: isRight ? 'right' : 'left',
          verticalAlign: 'top',
          stroke: palette.ground,
          lineWidth: 3,
        }),
      ];
    });
}

function withinAxis(all: readonly NamedValue[], axis: ChartAxis) {
  return all
    .map(({ name, value }) => ({ name, place: axis.placeOf(value) }))
    .filter(({ place }) => place >= axis.low && place <= axis.high);
}
