import { formatDuration } from '../../metrics/number-format.ts';
import { bestBaseline } from '../../reports/baseline.ts';
import { counted } from '../../reports/figure.ts';
import { baselineLines, baselineNames, namedValues } from '../chart/baseline-lines.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { brushOf, type ChartAxis, durationAxis, numberAxis } from '../chart/chart-axis.ts';
import { lines, type Points } from '../chart/shapes.ts';
import { trialMarks, valueMarks } from '../chart/trial-layers.ts';
import { valueAxis, valueSettings, valueText } from '../chart/value-axis.ts';
import { chosen, type Picture, type PictureSettings } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { type Improvement, improvements } from '../summaries/best-so-far.ts';
import { countNote, withMark } from '../summaries/count-note.ts';

/** Imported trials have no times. */
function ordersOf({ trials }: StudyView): readonly string[] {
  return trials.endedAt.some(Number.isFinite) && trials.startedAt.some(Number.isFinite)
    ? ['number', 'time']
    : ['number'];
}

/** Every trial's value over its number or over time, and the best so far. */
export const history: Picture = {
  name: 'history',
  title: 'Best so far',
  height: () => 270,
  settings: (view) => ({ by: ordersOf(view), ...valueSettings }),
  missing: ({ trials }) => (trials.value.some(Number.isFinite) ? undefined : 'No trial has a value yet.'),
  note: (view) => countNote(view, withMark(view)),
  describe(view, settings) {
    const { head } = view;
    const found = courseOf(view, settings).improved;
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined) return 'No trial is complete yet.';
    const { metric } = head.objective;
    const trial = (each: Improvement) => `trial ${view.trials.trial[each.place]}`;
    const values = `from ${valueText(metric, first.value)} (${trial(first)}) to ${valueText(metric, last.value)} (${trial(last)})`;
    const beaten = bestBaseline(head.baselines, head.objective);
    const baseline =
      beaten === undefined
        ? ''
        : ` The best baseline (${beaten.name}) has ${valueText(metric, beaten.value)}.`;
    return `The best ${metric} went ${values} in ${counted(found.length, 'step')}.${baseline}`;
  },
  table(view, settings) {
    const { metric } = view.head.objective;
    const { improved, x, isByTime } = courseOf(view, settings);
    return {
      headings: ['trial', ...(isByTime ? ['after'] : []), `best ${metric} so far`],
      rows: improved.map(({ place, value }) => [
        String(view.trials.trial[place]),
        ...(isByTime ? [formatDuration(x[place] as number)] : []),
        valueText(metric, value),
      ]),
    };
  },
  marks(view, settings) {
    const { x, axis } = courseOf(view, settings);
    const y = valueAxis(view, settings);
    return {
      ...trialMarks(view, (place) => axis.placeOf(x[place] as number), axis, y),
      brush: { y: brushOf('value', y) },
    };
  },
  option(view, palette, settings) {
    const { x, axis, improved, last } = courseOf(view, settings);
    const y = valueAxis(view, settings);
    const bestLine: Layer = (plane) => {
      const points: [number, number][] = [];
      for (const { place, value } of improved) {
        const at = plane.x(axis.placeOf(x[place] as number));
        const height = plane.y(y.placeOf(value));
        points.push([at, points.at(-1)?.[1] ?? height], [at, height]);
      }
      const end = points.at(-1);
      if (end !== undefined) points.push([plane.x(axis.placeOf(last)), end[1]]);
      return lines([points as Points], { color: palette.best, width: 2 });
    };
    return chart({
      palette,
      x: axis,
      y,
      layers: [
        baselineLines(namedValues(view), y, palette),
        valueMarks(view, (place) => axis.placeOf(x[place] as number), y, palette),
        bestLine,
        baselineNames(namedValues(view), y, palette),
      ],
    });
  },
};

interface Course {
  /** By place in the columns: the trial's number, or the seconds from the first start to its end. */
  readonly x: ArrayLike<number>;
  readonly last: number;
  readonly axis: ChartAxis;
  readonly improved: readonly Improvement[];
  readonly isByTime: boolean;
}

function courseOf(view: StudyView, settings: PictureSettings): Course {
  const { trials } = view;
  const isByTime = chosen(settings, 'by', ordersOf(view)) === 'time';
  const places = trials.trial.map((_trial, place) => place);
  if (!isByTime) {
    const [min = 0, last = 0] = [trials.trial[0], trials.trial.at(-1)];
    const axis = numberAxis('trial', { kind: 'linear', min, max: last }, { isInteger: true, margin: 0.02 });
    return { x: trials.trial, last, axis, improved: improvements(view, places), isByTime };
  }
  const start = trials.startedAt.reduce((least, at) => (at < least ? at : least), Number.POSITIVE_INFINITY);
  const x = trials.endedAt.map((at) => at - start);
  const ended = places
    .filter((place) => Number.isFinite(x[place]))
    .sort((one, other) => (x[one] as number) - (x[other] as number));
  const last = x[ended.at(-1) ?? 0] ?? 0;
  return {
    x,
    last,
    axis: durationAxis('time since the start', last),
    improved: improvements(view, ended),
    isByTime,
  };
}
