import { counted } from '../../reports/figure.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { brushOf, type ChartAxis } from '../chart/chart-axis.ts';
import { dots, lines, type Points } from '../chart/shapes.ts';
import { dotWidth } from '../chart/trial-layers.ts';
import { type ValueAxis, valueAxis, valueSettings, valueText } from '../chart/value-axis.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { reachedCounts } from '../summaries/rung-counts.ts';
import { type RungCourse, rungCourses } from '../summaries/rung-values.ts';

/** The ladder of a scheduler: the best value of every trial up to each rung, and who was promoted. */
export const rungs: Picture = {
  name: 'rungs',
  title: 'Rungs',
  height: () => 290,
  settings: () => valueSettings,
  missing(view) {
    if (view.head.rungs.length === 0) return 'The study has no scheduler that compares trials at rungs.';
    return rungCourses(view).length === 0 ? 'No trial has reached a rung yet.' : undefined;
  },
  note(view) {
    const courses = rungCourses(view);
    const prediction = view.scheduling?.rungs?.find((rung) => rung.prediction !== null);
    const agreement =
      prediction?.prediction == null
        ? ''
        : `; order at ${prediction.epochs} and ${prediction.prediction.epochs}: ρ ${prediction.prediction.spearman.toFixed(2)}`;
    return `${courses.length} of ${counted(view.trials.trial.length, 'trial')}${agreement}`;
  },
  describe(view) {
    const at = reachedCounts(view).map(({ epochs, trials }) => `${trials} at ${counted(epochs, 'epoch')}`);
    const predictions = (view.scheduling?.rungs ?? []).flatMap(({ epochs, prediction }) =>
      prediction === null
        ? []
        : [
            `The order at ${counted(epochs, 'epoch')} predicts that at ${prediction.epochs} ${agreementWord(prediction.spearman)} (Spearman ${prediction.spearman.toFixed(2)}, ${counted(prediction.trials, 'trial')}).`,
          ],
    );
    return [`Trials by rung: ${at.join(', ')}.`, ...predictions].join(' ');
  },
  table(view) {
    const reports = new Map((view.scheduling?.rungs ?? []).map((rung) => [rung.epochs, rung]));
    const { metric } = view.head.objective;
    return {
      headings: ['epochs', 'trials', 'went on', `best ${metric}`, 'Spearman with the last'],
      rows: reachedCounts(view).map(({ epochs, trials, next, best }) => [
        String(epochs),
        String(trials),
        String(next),
        valueText(metric, best),
        reports.get(epochs)?.prediction?.spearman.toFixed(2) ?? '–',
      ]),
    };
  },
  marks(view, settings) {
    const [x, y] = [rungAxis(view), valueAxis(view, settings)];
    // The last rung of a trial comes first: rings and names are drawn there.
    const all = rungCourses(view).flatMap(({ trial, values }) =>
      values.map((value, rung) => ({ trial, rung, value })).reverse(),
    );
    return {
      trial: Uint32Array.from(all, ({ trial }) => trial),
      x: Float64Array.from(all, ({ trial, rung }) => rung + aside(trial)),
      y: Float64Array.from(all, ({ value }) => placeOn(y, value)),
      frame: { left: x.low, right: x.high, bottom: y.low, top: y.high },
      brush: { y: brushOf('value', y) },
    };
  },
  option(view, palette, settings) {
    const y = valueAxis(view, settings);
    return chart({ palette, x: rungAxis(view), y, layers: [ladder(view, y, palette)] });
  },
};

function rungAxis(view: StudyView): ChartAxis {
  return {
    name: '',
    low: -0.5,
    high: view.head.rungs.length - 0.5,
    ticks: reachedCounts(view).map(({ epochs, trials }, place) => ({
      place,
      text: `${counted(epochs, 'epoch')}\n${counted(trials, 'trial')}`,
    })),
    placeOf: (value) => value,
    valueAt: (place) => place,
  };
}

function ladder(view: StudyView, y: ValueAxis, palette: Palette): Layer {
  const courses = rungCourses(view);
  const best = new Set([...view.head.tied, ...(view.head.best === null ? [] : [view.head.best])]);
  const isFaint = ({ place }: RungCourse) => view.selected?.[place] === 0;
  const shown = courses.filter((course) => !isFaint(course));
  const width = dotWidth(courses.length);
  return (plane) => {
    const points = ({ trial, values }: RungCourse): Points =>
      values.map((value, rung) => [plane.x(rung + aside(trial)), plane.y(placeOn(y, value))] as const);
    const [ordinary, gold] = [
      shown.filter(({ trial }) => !best.has(trial)),
      shown.filter(({ trial }) => best.has(trial)),
    ];
    const many = ordinary.length > 1000 ? 0.06 : 0.22;
    return [
      ...dots(courses.filter(isFaint).flatMap(points), { color: palette.faint, opacity: 0.6, width }),
      ...lines(ordinary.map(points), { color: palette.trial, opacity: many, width: 1 }),
      ...dots(ordinary.flatMap(points), { color: palette.trial, opacity: 0.5, width }),
      ...lines(gold.map(points), { color: palette.best, width: 1.5 }),
      ...dots(gold.flatMap(points), { color: palette.best, width: width + 1 }),
    ];
  };
}

/** At the worse end where it lies beyond the axis. */
function placeOn(axis: ValueAxis, value: number): number {
  return axis.isBeyond(value) ? axis.worst : axis.placeOf(value);
}

/** Side by side around the rung, even over consecutive trials. */
function aside(trial: number): number {
  return 0.5 * (((trial * 0.618033988749895) % 1) - 0.5);
}

function agreementWord(spearman: number): string {
  if (spearman < 0.3) return 'hardly';
  return spearman < 0.6 ? 'a little' : spearman < 0.8 ? 'well' : 'very well';
}
