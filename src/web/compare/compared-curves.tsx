import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { getCurves } from '../api/study-api.ts';
import { useLoaded } from '../api/use-loaded.ts';
import type { ChartLine } from '../charts/chart-line.ts';
import { LineChart } from '../charts/line-chart.tsx';
import { Card } from '../frame/card.tsx';
import { changeSettings, setting } from '../state/address.ts';
import { curves } from '../state/study-state.ts';

interface ComparedCurvesProps {
  readonly numbers: readonly number[];
  readonly study: StudyHead;
}

/** The curves of the trials over each other, of the objective or of another metric. */
export function ComparedCurves({ numbers, study }: ComparedCurvesProps) {
  const metric = setting('curveMetric') ?? study.objective.metric;
  const isObjective = metric === study.objective.metric;
  const other = useLoaded(
    () => (isObjective ? Promise.resolve(undefined) : getCurves(study.id, metric)),
    [study.id, metric],
  );
  const columns = isObjective ? curves.value : other.value;
  const lines = columns === undefined ? [] : numbers.map((trial) => lineOf(columns, trial));
  const shown = lines.filter(({ points }) => points.length > 0);
  return (
    <Card
      title="Curves"
      note={`${shown.length} of ${numbers.length} picked trials have one`}
      isWide
      isLoading={columns === undefined && other.error === undefined}
      {...(other.error !== undefined && { error: other.error })}
      {...(columns !== undefined && shown.length === 0 && { empty: 'None of them has reported an epoch.' })}
      height={320}
      controls={
        <select
          aria-label="Metric"
          value={metric}
          onChange={(event) => changeSettings({ curveMetric: event.currentTarget.value })}
        >
          {[...new Set([study.objective.metric, ...study.metrics])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      }
    >
      <LineChart
        title={metric}
        xName="epoch"
        lines={shown}
        yScale={isObjective ? study.objectiveScale : 'linear'}
        height={300}
      />
    </Card>
  );
}

/** The curve of a trial by epoch; without points where it has none. */
function lineOf({ trial, offset, epoch, value }: CurveColumns, number: number): ChartLine {
  const place = trial.indexOf(number);
  const points: [number, number][] = [];
  for (let at = offset[place] ?? 0; place >= 0 && at < (offset[place + 1] as number); at++) {
    points.push([epoch[at] as number, value[at] as number]);
  }
  return { name: `trial ${number}`, points: points.sort(([one], [two]) => one - two) };
}
