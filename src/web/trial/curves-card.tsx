import { formatMetric } from '../../metrics/number-format.ts';
import { scaleOf } from '../../plots/axes/scale.ts';
import type { EpochRecord } from '../../study/trial.ts';
import type { ChartLine } from '../charts/chart-line.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { metricTick } from '../charts/metric-tick.ts';
import { Card } from '../frame/card.tsx';
import { type MetricPair, metricPairs } from './metric-pairs.ts';
import type { ShownTrial } from './shown-trial.ts';

/** Every metric by epoch, the training rows beside validation, and each fold faintly. */
export function CurvesCard({ shown }: { readonly shown: ShownTrial }) {
  const { history, trial } = shown;
  const isModel = shown.study.spec.model.kind !== 'objective';
  const folds = Math.max(0, ...history.map((record) => record.folds?.length ?? 0));
  const note = [
    `${isModel ? history.at(-1)?.epoch : history.length} ${isModel ? 'epochs' : 'reports'}`,
    ...(folds === 0 ? [] : [`the mean of ${folds} folds, each faint`]),
  ].join(', ');
  if (history.length < 2) {
    const text = trial.state === 'running' ? 'The first epochs are not here yet.' : 'It reported no epochs.';
    return <Card title="Curves" empty={text} isWide height={160} />;
  }
  return (
    <Card
      title="Curves"
      note={note}
      isWide
      csv={() => curveText(history)}
      csvName={`trial-${trial.trial}.csv`}
    >
      <div class="small-multiples">
        {metricPairs(history).map((pair) => (
          <MetricChart key={pair.name} pair={pair} history={history} xName={isModel ? 'epoch' : 'step'} />
        ))}
      </div>
    </Card>
  );
}

interface MetricChartProps {
  readonly pair: MetricPair;
  readonly history: readonly EpochRecord[];
  readonly xName: string;
}

function MetricChart({ pair, history, xName }: MetricChartProps) {
  const { name, validation, training } = pair;
  const line = (metric: string, look: string): ChartLine => ({
    name: metric,
    look,
    points: history.map(({ epoch, metrics }) => [epoch, metrics[metric] ?? Number.NaN]),
  });
  const folds = Math.max(0, ...history.map((record) => record.folds?.length ?? 0));
  const foldLines = Array.from(
    { length: validation === undefined ? 0 : folds },
    (_, fold): ChartLine => ({
      name: `fold ${fold + 1}`,
      look: 'faint',
      points: history.map((record) => [
        record.epoch,
        record.folds?.[fold]?.[validation as string] ?? Number.NaN,
      ]),
    }),
  );
  const lines = [
    ...foldLines,
    ...(training === undefined ? [] : [line(training, 'line-2')]),
    ...(validation === undefined ? [] : [line(validation, 'line-1')]),
  ];
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  return (
    <LineChart
      title={name}
      xName={xName}
      lines={lines}
      yScale={scaleOf(values, name).kind}
      showY={(value) => formatMetric(name, value)}
      showTick={(value) => metricTick(name, value)}
    />
  );
}

/** One line an epoch, one column a metric. */
function curveText(history: readonly EpochRecord[]): string {
  const names = [...new Set(history.flatMap(({ metrics }) => Object.keys(metrics)))];
  const lines = history.map(({ epoch, metrics }) =>
    [epoch, ...names.map((name) => metrics[name] ?? '')].join(','),
  );
  return `${[['epoch', ...names].join(','), ...lines].join('\n')}\n`;
}
