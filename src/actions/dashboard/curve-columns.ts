import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import type { Store } from '../../store/store.ts';
import type { TrialCurve } from '../../store/trial-result.ts';
import { text } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';
import { lookAtStudy } from './dashboard-study.ts';

export const curveColumnsOptions = {
  options: {
    metric: text({ describe: 'the metric of the curves', defaultText: 'that of the objective' }),
    ...anyStudy,
  },
};

/** The learning curves of a study's trials, by number. UsageError when there is no such study. */
export function curveColumns({
  metric,
  ...request
}: OptionsOf<typeof curveColumnsOptions.options>): Promise<CurveColumns> {
  return lookAtStudy(request, (read) => curveColumnsOf(read, metric));
}

/** Like `curveColumns`, for an open store. Trials without epochs are left out. */
export async function curveColumnsOf(
  { store, study }: StudyRows,
  metric = study.spec.objective.metric,
): Promise<CurveColumns> {
  const trial: number[] = [];
  const offset = [0];
  const points = growingPoints();
  for await (const page of storedCurves(store, study.id)) {
    for (const { trial: number, history } of page) {
      const before = points.length;
      for (const { epoch, metrics } of history) points.add(epoch, metrics[metric]);
      if (points.length === before) continue;
      trial.push(number);
      offset.push(points.length);
    }
  }
  return { metric, trial: Uint32Array.from(trial), offset: Uint32Array.from(offset), ...points.columns() };
}

/** Trials read at once: 50 epochs of five metrics are 5 kB of text each. */
const pageSize = 200;

async function* storedCurves(store: Store, studyId: number): AsyncGenerator<TrialCurve[], void, undefined> {
  let page = await store.curves(studyId, -1, pageSize);
  while (page.length > 0) {
    yield page;
    page = await store.curves(studyId, page.at(-1)?.trial ?? 0, pageSize);
  }
}

/** Columns of epochs and values whose length is not known before all trials are read. */
function growingPoints() {
  let epochs = new Float32Array(1 << 12);
  let values = new Float32Array(1 << 12);
  let length = 0;
  const grown = (column: Float32Array<ArrayBuffer>) => {
    const larger = new Float32Array(2 * column.length);
    larger.set(column);
    return larger;
  };
  return {
    get length() {
      return length;
    },
    add(epoch: number, value = Number.NaN) {
      if (length === epochs.length) {
        epochs = grown(epochs);
        values = grown(values);
      }
      epochs[length] = epoch;
      values[length++] = value;
    },
    columns: () => ({ epoch: epochs.slice(0, length), value: values.slice(0, length) }),
  };
}
