import { formatMetric } from '../../metrics/number-format.ts';
import { judgedSplit, judgedSplits } from '../../reports/ensemble-report.ts';
import type { ChartLine } from '../charts/chart-line.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { metricTick } from '../charts/metric-tick.ts';
import { Card } from '../frame/card.tsx';
import type { ShownEnsemble } from './stored-ensemble.ts';

/** The metrics of ensembles of at most one model, two, …, beside the best single one. */
export function GainCard({ report }: ShownEnsemble) {
  const { bySize, bestSingle, members } = report;
  const names = Object.keys(report.validation);
  const splits = judgedSplits.filter((split) => report[split] !== null);
  return (
    <Card
      title="Gain by size"
      note={`of at most 1 to ${bySize.length} members; this one has ${members.length}`}
      isWide
    >
      <div class="small-multiples">
        {names.map((name) => {
          const lines = splits.map(
            (split, place): ChartLine => ({
              name: split,
              look: `line-${place + 1}`,
              points: bySize.map((each) => [each.size, each[split]?.[name] ?? Number.NaN]),
            }),
          );
          const single = bestSingle[judgedSplit(report)]?.[name];
          return (
            <LineChart
              key={name}
              title={name}
              xName="members"
              lines={lines}
              showY={(value) => formatMetric(name, value)}
              showTick={(value) => metricTick(name, value)}
              levels={
                single === undefined ? [] : [{ name: `best single, ${judgedSplit(report)}`, value: single }]
              }
            />
          );
        })}
      </div>
    </Card>
  );
}
