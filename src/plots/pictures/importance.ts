import { formatNumber } from '../../metrics/number-format.ts';
import { counted } from '../../reports/figure.ts';
import type { ParameterEffect } from '../../reports/learned/parameter-importance-report.ts';
import { shortList } from '../../reports/learned/short-list.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { type ChartAxis, percentTexts, shortened } from '../chart/chart-axis.ts';
import { boxes, label, lines } from '../chart/shapes.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';
import type { StudyView } from '../study-view.ts';

/** Which parameters matter: a bar each, with its interval; pale where chance would explain it. */
export const importance: Picture = {
  name: 'importance',
  title: 'What matters',
  height: (view) => 40 + 24 * Math.max(1, effectsOf(view).length),
  missing: ({ importance: report }) =>
    report === undefined || report.effects.length === 0
      ? 'Too few trials are complete to tell which parameters matter.'
      : undefined,
  note({ importance: report }) {
    if (report === undefined) return '';
    const { method, metric, level, best } = report;
    const share =
      method === 'ped-anova'
        ? `share of what sets the best ${best} apart`
        : `share of the variance of ${metric}`;
    return `${share}, ${100 * level} %`;
  },
  describe(view) {
    const [visible, unseen] = [
      effectsOf(view).filter(({ isVisible }) => isVisible),
      effectsOf(view).filter((each) => !each.isVisible),
    ];
    const trials = view.importance?.trials ?? 0;
    const shown = shortList(visible.map((each) => `${nameOf(each)} ${percentText(each.importance)}`)).join(
      ', ',
    );
    const rest =
      unseen.length === 0 ? '' : ` No visible effect: ${shortList(unseen.map(nameOf)).join(', ')}.`;
    return `${counted(trials, 'trial')}. ${shown === '' ? 'No parameter has a visible effect' : `What matters: ${shown}`}.${rest}`;
  },
  table: (view) => ({
    headings: ['parameter', 'share', 'interval', 'trials'],
    rows: effectsOf(view).map((each) => [
      nameOf(each),
      percentText(each.importance),
      `${percentText(each.low)} to ${percentText(each.high)}`,
      String(each.trials),
    ]),
  }),
  option(view, palette) {
    const effects = effectsOf(view);
    const [x, y] = [shareAxis(effects), nameAxis(effects)];
    return chart({
      palette,
      x,
      y,
      layers: [bars(effects, palette), values(effects, palette)],
      lines: 'x',
      isDownward: true,
    });
  },
};

const effectsOf = ({ importance: report }: StudyView): readonly ParameterEffect[] => report?.effects ?? [];

function shareAxis(effects: readonly ParameterEffect[]): ChartAxis {
  const most = Math.max(0.05, ...effects.map(({ high }) => high));
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((each) => 5 * each >= most) ?? 0.2;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  const texts = percentTexts(ticks);
  return {
    name: '',
    low: 0,
    // Room for the numbers beside the bars.
    high: most * 1.22,
    ticks: ticks.map((place, at) => ({ place, text: texts[at] as string })),
    placeOf: (value) => value,
    valueAt: (place) => place,
  };
}

function nameAxis(effects: readonly ParameterEffect[]): ChartAxis {
  return {
    name: '',
    low: -0.6,
    high: effects.length - 0.4,
    ticks: effects.map((effect, place) => ({ place, text: shortened(nameOf(effect), 24) })),
    placeOf: (value) => value,
    valueAt: (place) => place,
  };
}

function bars(effects: readonly ParameterEffect[], palette: Palette): Layer {
  return ({ x, y }) => {
    const of = (isVisible: boolean) =>
      effects.flatMap((effect, place) =>
        effect.isVisible === isVisible
          ? [{ x: x(0), y: y(place) - 5, width: Math.max(2, x(effect.importance) - x(0)), height: 10 }]
          : [],
      );
    const intervals = effects.map(
      ({ low, high }, place) =>
        [
          [x(low), y(place)],
          [x(high), y(place)],
        ] as const,
    );
    return [
      ...boxes(of(true), { color: palette.trial }),
      ...boxes(of(false), { color: palette.faint }),
      ...lines(intervals, { color: palette.text, width: 1.25, opacity: 0.7 }),
    ];
  };
}

function values(effects: readonly ParameterEffect[], palette: Palette): Layer {
  return ({ x, y }) =>
    effects.map(({ importance: share, low, high }, place) =>
      label(
        `${percentText(share)} ± ${formatNumber(Math.round(50 * (high - low)))}`,
        [x(Math.max(high, share)) + 8, y(place)],
        {
          fill: palette.muted,
          verticalAlign: 'middle',
        },
      ),
    );
}

function nameOf({ parameters }: ParameterEffect): string {
  return parameters.join(' × ');
}

function percentText(share: number): string {
  const percent = Math.round(100 * share);
  return percent === 0 && share > 0 ? '<1 %' : `${percent} %`;
}
