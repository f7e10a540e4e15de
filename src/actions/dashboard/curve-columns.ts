import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../../faults/errors.ts';
import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import { type CurvePoints, liveCurve } from '../../runs/results/live-curve.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import type { Store } from '../../store/store.ts';
import type { TrialCurve } from '../../store/trial-result.ts';
import { text } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';
import { lookAtStudy, sinceOption } from './dashboard-study.ts';
import { growingCurves } from './growing-curves.ts';

export const curveColumnsOptions = {
  options: {
    metric: text({ describe: 'the metric of the curves', defaultText: 'that of the objective' }),
    since: sinceOption,
    ...anyStudy,
  },
};

/** The learning curves of a study's trials, by number. UsageError when there is no such study, or no such metric. */
export function curveColumns({
  metric,
  since,
  ...request
}: OptionsOf<typeof curveColumnsOptions.options>): Promise<CurveColumns> {
  return lookAtStudy(request, (read) => curveColumnsOf(read, metric, since));
}

/**
 * Like `curveColumns`, for an open store: of running trials the epochs so far. Trials without epochs are left out, but with
 * `since` those that changed have empty curves: they may have had epochs before.
 */
export async function curveColumnsOf(
  read: StudyRows,
  metric = read.study.spec.objective.metric,
  since?: number,
): Promise<CurveColumns> {
  const { store, study } = read;
  const changedAt = await store.lastChange(study.id);
  const live = (await store.liveEpochs(study.id)).map((each) => ({
    trial: each.trial,
    points: liveCurve(each, metric),
  }));
  const curves = growingCurves();
  const add = (trial: number, points: CurvePoints) => {
    if (points.length > 0 || since !== undefined) curves.add(trial, points);
  };
  const addLiveBefore = (trial: number) => {
    while (live[0] !== undefined && live[0].trial < trial) add(live[0].trial, live.shift()?.points ?? []);
  };
  const numbers = live.map(({ trial }) => trial);
  const pages =
    since === undefined ? storedCurves(store, study.id) : changedCurves(store, study.id, since, numbers);
  for await (const page of pages) {
    for (const { trial, history } of page) {
      addLiveBefore(trial);
      const stored: CurvePoints = history.map(({ epoch, metrics }) => [epoch, metrics[metric] ?? null]);
      // A trial that goes on beyond a rung has stored epochs and later ones.
      const more = live[0]?.trial === trial ? live.shift()?.points : [];
      add(trial, [...stored, ...(more ?? [])]);
    }
  }
  addLiveBefore(Number.POSITIVE_INFINITY);
  const columns = { metric, changedAt, ...curves.columns() };
  if (metric !== study.spec.objective.metric && columns.value.every(Number.isNaN)) {
    await requireMetric(read, metric, columns.trial);
  }
  return columns;
}

/** UsageError unless a trial has the metric; nothing is known before the first epoch. */
async function requireMetric({ store, study, trials }: StudyRows, metric: string, [first]: Uint32Array) {
  if (first === undefined) return;
  const epochs = await store.history(study.id, first);
  const names = new Set([...epochs, ...(await trials())].flatMap(({ metrics }) => Object.keys(metrics)));
  if (names.size === 0 || names.has(metric)) return;
  throw new UsageError(
    `metric: must be one of ${[...names].sort().join(', ')}; got '${metric.slice(0, 40)}'`,
  );
}

/** Trials read at once: 50 epochs of five metrics are 5 kB of text each. */
const pageSize = 200;

async function* storedCurves(store: Store, studyId: number): AsyncGenerator<TrialCurve[], void, undefined> {
  let page = await store.curves(studyId, -1, pageSize);
  while (page.length > 0) {
    yield page;
    // A server has other requests to answer while it reads a large study.
    await setImmediate();
    page = await store.curves(studyId, page.at(-1)?.trial ?? 0, pageSize);
  }
}

/** The curves of trials that changed at or after `since`, and of those that run, whose epochs change nothing else. */
async function* changedCurves(
  store: Store,
  studyId: number,
  since: number,
  running: readonly number[],
): AsyncGenerator<TrialCurve[], void, undefined> {
  const changed = (await store.changes(studyId, since)).map(({ trial }) => trial.trial);
  for (const trial of [...new Set([...changed, ...running])].sort((one, other) => one - other)) {
    yield [{ trial, history: await store.history(studyId, trial) }];
  }
}
