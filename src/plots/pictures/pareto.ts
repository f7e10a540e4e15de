import { directionOfName } from '../../metrics/metric-format.ts';
import { formatCount } from '../../metrics/number-format.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import { counted } from '../../reports/figure.ts';
import type { Direction } from '../../study/objective.ts';
import { scaleOf } from '../axes/scale.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { brushOf, type ChartAxis, numberAxis } from '../chart/chart-axis.ts';
import { dots, lines } from '../chart/shapes.ts';
import { trialMarks, valueMarks } from '../chart/trial-layers.ts';
import { type ValueAxis, valueAxis, valueSettings, valueText } from '../chart/value-axis.ts';
import type { Palette } from '../palette.ts';
import { chosen, type Picture, type PictureSettings } from '../picture.ts';
import { remembered } from '../remembered.ts';
import type { StudyView } from '../study-view.ts';
import { countNote } from '../summaries/count-note.ts';
import { tradeOffFront } from '../summaries/trade-off-front.ts';

/** The objective against what a trial costs or another metric, and the trials that no other one beats in both. */
export const pareto: Picture = {
  name: 'pareto',
  title: 'Trade-off',
  height: () => 270,
  settings: (view) => ({ against: costsOf(view).map(({ name }) => name), ...valueSettings }),
  missing: (view) =>
    costsOf(view).length === 0 ? 'No trial is complete, or none has another number to compare.' : undefined,
  note: (view) => countNote(view),
  describe(view, settings) {
    const { cost, front } = tradeOffOf(view, settings);
    return `${view.head.objective.metric} against ${cost.name}: ${counted(front.length, 'trial')} of ${view.trials.trial.length} that no other one beats in both.`;
  },
  table(view, settings) {
    const { cost, front } = tradeOffOf(view, settings);
    const { metric } = view.head.objective;
    return {
      headings: ['trial', cost.name, metric],
      rows: front.map((place) => [
        String(view.trials.trial[place]),
        cost.text(cost.values[place] as number),
        valueText(metric, view.trials.value[place] as number),
      ]),
    };
  },
  marks(view, settings) {
    const { cost, x, y } = tradeOffOf(view, settings);
    const isMetric = view.trials.metrics[cost.name] !== undefined;
    return {
      ...trialMarks(view, (place) => x.placeOf(cost.values[place] as number), x, y),
      brush: { y: brushOf('value', y), ...(isMetric && { x: brushOf(cost.name, x) }) },
    };
  },
  option(view, palette, settings) {
    const { cost, x, y, front } = tradeOffOf(view, settings);
    const across = (place: number) => x.placeOf(cost.values[place] as number);
    return chart({
      palette,
      x,
      y,
      layers: [valueMarks(view, across, y, palette), frontLine(front, view, across, y, palette)],
    });
  },
};

interface Cost {
  readonly name: string;
  readonly direction: Direction;
  readonly values: Float64Array;
  text(value: number): string;
}

interface TradeOff {
  readonly cost: Cost;
  readonly x: ChartAxis;
  readonly y: ValueAxis;
  /** Places of the trials of the front, by cost. */
  readonly front: readonly number[];
}

/** Numbers of trials that the objective can be compared with, of which some trial has a value. */
function costsOf({ head, trials }: StudyView): Cost[] {
  const own: Cost[] = [
    { name: 'parameters', direction: 'minimize', values: trials.parameterCount, text: formatCount },
    {
      name: 'seconds',
      direction: 'minimize',
      values: trials.seconds,
      text: (value) => valueText('seconds', value),
    },
    { name: 'epochs', direction: 'minimize', values: trials.epochs, text: String },
  ];
  const metrics = head.metrics
    .filter((name) => name !== head.objective.metric)
    .map(
      (name): Cost => ({
        name,
        direction: head.directions[name] ?? directionOfName(splitless(name)) ?? 'minimize',
        values: trials.metrics[name] ?? new Float64Array(),
        text: (value) => valueText(name, value),
      }),
    );
  return [...own, ...metrics].filter(({ values }) =>
    values.some((value, place) => Number.isFinite(value) && Number.isFinite(trials.value[place])),
  );
}

function tradeOffOf(view: StudyView, settings: PictureSettings): TradeOff {
  return remembered([view], `trade-off ${JSON.stringify(settings)}`, () => makeTradeOff(view, settings));
}

function makeTradeOff(view: StudyView, settings: PictureSettings): TradeOff {
  const costs = costsOf(view);
  const name = chosen(
    settings,
    'against',
    costs.map((each) => each.name),
  );
  const cost = costs.find((each) => each.name === name) as Cost;
  const known = cost.values.filter((_, place) => Number.isFinite(view.trials.value[place]));
  const x = numberAxis(name, scaleOf(known, name), {
    texts: (ticks) => ticks.map((tick) => cost.text(tick)),
  });
  return { cost, x, y: valueAxis(view, settings), front: tradeOffFront(view, cost.values, cost.direction) };
}

/** A step line: on its good side there is no trial. */
function frontLine(
  front: readonly number[],
  { head, trials }: StudyView,
  across: (place: number) => number,
  y: ValueAxis,
  palette: Palette,
): Layer {
  const group = new Set([head.best, ...head.tied]);
  return (plane) => {
    const points = front.map(
      (place) => [plane.x(across(place)), plane.y(y.placeOf(trials.value[place] as number))] as const,
    );
    const steps = points.flatMap(([x, up], at) => {
      const before = points[at - 1];
      return before === undefined ? [[x, up] as const] : [[x, before[1]] as const, [x, up] as const];
    });
    const others = points.filter((_, at) => !group.has(trials.trial[front[at] as number] as number));
    return [
      ...lines([steps], { color: palette.text, width: 1.25, opacity: 0.8 }),
      ...dots(others, { color: palette.text, width: 5.5 }),
    ];
  };
}
