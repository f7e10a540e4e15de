import { formatDuration } from '../../metrics/number-format.ts';
import { counted } from '../../reports/figure.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { type ChartAxis, durationAxis, shortened } from '../chart/chart-axis.ts';
import { type Box, boxes } from '../chart/shapes.ts';
import { stateCodes } from '../columns/trial-columns.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { type WorkerBar, workerSchedule } from '../summaries/worker-schedule.ts';

/** Which worker trained which trial when: gaps show workers that waited. */
export const timeline: Picture = {
  name: 'timeline',
  title: 'Workers over time',
  height: (view) => Math.min(640, Math.max(130, 60 + 26 * workerSchedule(view).workers.length)),
  missing: ({ runs }) =>
    runs === undefined || runs.length === 0 ? 'The study does not record when its trials ran.' : undefined,
  note(view) {
    const { bars, workers, seconds } = workerSchedule(view);
    const busy = bars.reduce((sum, { from, to }) => sum + to - from, 0) / (seconds * workers.length);
    return `${counted(bars.length, 'run')}; busy ${Math.round(100 * busy)} % of ${formatDuration(seconds)}`;
  },
  describe(view) {
    const { bars, workers, seconds } = workerSchedule(view);
    return `${counted(workers.length, 'worker')} trained ${counted(bars.length, 'run')} of trials in ${formatDuration(seconds)}.`;
  },
  table(view) {
    const { bars, workers, seconds } = workerSchedule(view);
    return {
      headings: ['worker', 'runs', 'busy', 'share of the time'],
      rows: workers.map((worker, row) => {
        const own = bars.filter((bar) => bar.row === row);
        const busy = own.reduce((sum, { from, to }) => sum + to - from, 0);
        return [worker, String(own.length), formatDuration(busy), `${Math.round((100 * busy) / seconds)} %`];
      }),
    };
  },
  marks(view) {
    const { bars, workers, seconds } = workerSchedule(view);
    const [x, y] = [durationAxis('', seconds), workerAxis(workers)];
    return {
      trial: Uint32Array.from(bars, ({ trial }) => trial),
      x: Float64Array.from(bars, ({ from }) => from),
      xEnd: Float64Array.from(bars, ({ to }) => to),
      y: Float64Array.from(bars, ({ row }) => row),
      frame: { left: x.low, right: x.high, bottom: y.high, top: y.low },
      brush: {},
    };
  },
  option(view, palette) {
    const { bars, workers, seconds } = workerSchedule(view);
    return chart({
      palette,
      x: durationAxis('time since the start', seconds),
      y: workerAxis(workers),
      layers: [barsOf(view, bars, palette)],
      lines: 'x',
      isDownward: true,
    });
  },
};

const mostNames = 24;

function workerAxis(workers: readonly string[]): ChartAxis {
  const stride = Math.ceil(workers.length / mostNames);
  return {
    name: '',
    low: -0.7,
    high: workers.length - 0.3,
    ticks: workers.flatMap((worker, place) =>
      place % stride === 0 ? [{ place, text: shortened(worker, 22) }] : [],
    ),
    placeOf: (value) => value,
    valueAt: (place) => place,
  };
}

function barsOf({ head, trials }: StudyView, bars: readonly WorkerBar[], palette: Palette): Layer {
  const state = new Map(
    [...trials.trial].map((trial, place) => [trial, stateCodes[trials.state[place] as number]]),
  );
  const best = new Set([...head.tied, ...(head.best === null ? [] : [head.best])]);
  const group = ({ trial }: WorkerBar) => (best.has(trial) ? 'best' : (state.get(trial) ?? 'complete'));
  const inks = [
    ['complete', palette.trial, 0.75],
    ['pruned', palette.trial, 0.35],
    ['running', palette.series[2] ?? palette.trial, 0.8],
    ['waiting', palette.trial, 0.35],
    ['failed', palette.fail, 0.85],
    ['best', palette.best, 1],
  ] as const;
  return ({ x, y }) => {
    const tall = Math.max(2, Math.min(16, 0.7 * Math.abs(y(1) - y(0))));
    const box = ({ row, from, to }: WorkerBar): Box => {
      const wide = x(to) - x(from);
      // A thin gap keeps consecutive trials apart where there is room.
      return {
        x: x(from),
        y: y(row) - tall / 2,
        width: Math.max(0.5, wide > 3 ? wide - 1 : wide),
        height: tall,
      };
    };
    return inks.flatMap(([name, color, opacity]) =>
      boxes(bars.filter((bar) => group(bar) === name).map(box), { color, opacity }),
    );
  };
}
