import type { Palette } from '../palette.ts';
import type { PictureMarks } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { trialGroups } from '../summaries/trial-groups.ts';
import type { Layer, Plane } from './chart.ts';
import type { ChartAxis } from './chart-axis.ts';
import { crosses, dashes, dots, type Points, triangles } from './shapes.ts';
import type { ValueAxis } from './value-axis.ts';

/** The place of a trial on the x axis, by its place in the columns; NaN where it has none. */
type PlaceOnX = (place: number) => number;

/**
 * All trials over an axis x, with their values up: dots, gold for the best group; dashes for pruned trials, triangles
 * for those that break a constraint, crosses at the worse end for failures, and arrows there for values beyond the axis.
 */
export function valueMarks(view: StudyView, x: PlaceOnX, y: ValueAxis, palette: Palette): Layer {
  const groups = trialGroups(view);
  const width = dotWidth(view.trials.trial.length);
  const isBeyond = (place: number) => y.isBeyond(view.trials.value[place] as number);
  return (plane) => {
    const at = (places: readonly number[]): Points =>
      onPlane(
        places.filter((place) => !isBeyond(place)),
        plane,
        x,
        (place) => y.placeOf(view.trials.value[place] as number),
      );
    const atEnd = (places: readonly number[]): Points => onPlane(places, plane, x, () => y.worst);
    const far = [...groups.complete, ...groups.pruned].filter(isBeyond);
    const [direction, inset] = y.worst === y.high ? [-1 as const, 5] : [1 as const, -5];
    const within = (points: Points): Points => points.map(([left, top]) => [left, top + inset] as const);
    return [
      ...dots(at(groups.faint), { color: palette.faint, opacity: 0.7, width }),
      ...dashes(at(groups.pruned), { color: palette.trial, opacity: 0.4 }),
      ...dots(at(groups.complete), { color: palette.trial, opacity: 0.5, width }),
      ...triangles(at(groups.infeasible), 1, { color: palette.trial, opacity: 0.8 }),
      ...triangles(within(atEnd(far)), direction, { color: palette.trial, opacity: 0.6 }),
      ...crosses(within(atEnd(groups.failed)), {
        color: palette.fail,
        opacity: groups.failed.length > 100 ? 0.3 : 0.8,
      }),
      ...dots(at(groups.best), { color: palette.ground, width: width + 4 }),
      ...dots(at(groups.best), { color: palette.best, width: width + 1.5 }),
    ];
  };
}

/** The same trials as points: at the worse end where they have no value or a farther one. */
export function trialMarks(
  view: StudyView,
  x: PlaceOnX,
  across: ChartAxis,
  y: ValueAxis,
): Omit<PictureMarks, 'brush'> {
  const { failed, open } = trialGroups(view);
  const hidden = new Set(open);
  const atEnd = new Set(failed);
  const { trial, value } = view.trials;
  return {
    trial,
    x: Float64Array.from(trial, (_trial, place) => (hidden.has(place) ? Number.NaN : x(place))),
    frame: { left: across.low, right: across.high, bottom: y.low, top: y.high },
    y: value.map((each, place) => (atEnd.has(place) || y.isBeyond(each) ? y.worst : y.placeOf(each))),
  };
}

export function onPlane(
  places: readonly number[],
  plane: Plane,
  x: PlaceOnX,
  y: (place: number) => number,
): Points {
  return places.flatMap((place) => {
    const point = [plane.x(x(place)), plane.y(y(place))] as const;
    return Number.isNaN(point[0]) || Number.isNaN(point[1]) ? [] : [point];
  });
}

/** In pixels: smaller the more there are. */
export function dotWidth(trials: number): number {
  return trials <= 100 ? 6 : trials <= 300 ? 5 : trials <= 2000 ? 4 : 3;
}
