import { computed, effect, signal } from '@preact/signals';
import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import { curveFrame } from '../../plots/curves/curve-frame.ts';
import { zoomedFrame } from '../../plots/curves/curve-zoom.ts';
import { curvesNote, describeCurves } from '../../plots/curves/describe-curves.ts';
import { orderedCurves } from '../../plots/curves/ordered-curves.ts';
import { shownCurves } from '../../plots/curves/shown-curves.ts';
import { sentence } from '../api/sentence.ts';
import { getCurves } from '../api/study-api.ts';
import { changeSettings, setting, studyId } from '../state/address.ts';
import { head, curves as objectiveCurves, trials } from '../state/study-state.ts';

/** The metric whose curves are shown. */
export const metric = computed(() => setting('metric') ?? head.value?.objective.metric);

const isObjective = computed(() => metric.value === head.value?.objective.metric);
const otherCurves = signal<CurveColumns | undefined>(undefined);
/** Why the curves of the chosen metric could not be loaded. */
export const metricTrouble = signal<string | undefined>(undefined);

/** The other metrics of running trials are not sent by events: they are loaded anew this often at most. */
const reloadMs = 5000;

/** Loads the curves of a metric other than the objective while it is chosen; the returned function ends that. */
export function followMetric(): () => void {
  let loadedAt = 0;
  let loaded = '';
  let isGone = false;
  const stop = effect(() => {
    const [id, name] = [studyId.value, metric.value];
    // Read, so that new epochs of running trials load the curves anew.
    objectiveCurves.value;
    if (id === undefined || name === undefined || isObjective.value) return;
    const key = `${id} ${name}`;
    if (key === loaded && performance.now() - loadedAt < reloadMs) return;
    if (key !== loaded) otherCurves.value = undefined;
    loaded = key;
    loadedAt = performance.now();
    getCurves(id, name, otherCurves.peek()).then(
      (found) => {
        if (isGone || loaded !== key) return;
        otherCurves.value = found;
        metricTrouble.value = undefined;
      },
      (error) => {
        if (!isGone && loaded === key) metricTrouble.value = sentence(error);
      },
    );
  });
  return () => {
    isGone = true;
    stop();
  };
}

/** The curves of the chosen metric; undefined until they are here. */
export const curves = computed(() => {
  const found = isObjective.value ? objectiveCurves.value : otherCurves.value;
  return found && orderedCurves(found);
});

const zoom = computed(() => setting('zoom'));

/** All of the curves' range. */
export const wholeFrame = computed(() =>
  head.value === undefined || curves.value === undefined || curves.value.epoch.length === 0
    ? undefined
    : curveFrame(head.value, curves.value),
);

/** The drawn curves, in the frame that the reader zoomed to. */
export const shown = computed(() => {
  if (head.value === undefined || trials.value === undefined || wholeFrame.value === undefined)
    return undefined;
  const view = { head: head.value, trials: trials.value, ...(curves.value && { curves: curves.value }) };
  return shownCurves(view, zoomedFrame(wholeFrame.value, zoom.value));
});

/** The number of curves, and the picture in words; whatever is selected. */
export const words = computed(() => {
  if (head.value === undefined || trials.value === undefined || curves.value === undefined) return undefined;
  const view = { head: head.value, trials: trials.value, curves: curves.value };
  return { note: curvesNote(view), description: describeCurves(view) };
});

export const isZoomed = computed(() => zoom.value !== undefined);

export function chooseMetric(name: string): void {
  const isDefault = name === head.value?.objective.metric;
  changeSettings({ metric: isDefault ? undefined : name, zoom: undefined });
}
