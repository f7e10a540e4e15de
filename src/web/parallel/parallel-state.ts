import { computed } from '@preact/signals';
import { describeParallel } from '../../plots/parallel/describe-parallel.ts';
import {
  axesSetting,
  offeredAxes,
  type ParallelAxis,
  parallelAxes,
  shownAxes,
} from '../../plots/parallel/parallel-axes.ts';
import { type ParallelLines, parallelLines } from '../../plots/parallel/parallel-lines.ts';
import { rankShares, rankWeights, trialTones } from '../../plots/trial-ranks.ts';
import { changeSettings, setting } from '../state/address.ts';
import { type Brush, brushes } from '../state/selection.ts';
import { head, trials } from '../state/study-state.ts';

/** Without the selection: axes and lines stay the same while a brush moves. */
const study = computed(() =>
  head.value === undefined || trials.value === undefined
    ? undefined
    : { head: head.value, trials: trials.value },
);

const axesText = computed(() => setting('axes'));

/** The chosen axes, in the order of the picture. */
export const axes = computed<readonly ParallelAxis[]>(() =>
  study.value === undefined
    ? []
    : parallelAxes(study.value, axesText.value === undefined ? {} : { axes: axesText.value }),
);

export const lines = computed<ParallelLines | undefined>(() =>
  study.value === undefined ? undefined : parallelLines(study.value, axes.value),
);

/** By place: weights and tones of the lines. */
export const inks = computed(() => {
  if (study.value === undefined) return undefined;
  const shares = rankShares(study.value.head, study.value.trials);
  return { weights: rankWeights(shares), tones: trialTones(study.value.head, study.value.trials) };
});

/** The picture in words, whatever is selected. */
export const description = computed(() =>
  study.value === undefined ? '' : describeParallel(study.value, axes.value),
);

export const offered = computed(() => (head.value === undefined ? [] : offeredAxes(head.value)));

/** Undefined: the default axes. */
export function chooseAxes(names: readonly string[] | undefined): void {
  changeSettings({ axes: names === undefined ? undefined : axesSetting(names) });
}

/** Moves an axis by so many places to the right, or to the left where it is negative. */
export function moveAxis(name: string, by: number): void {
  const names = axes.value.map((axis) => axis.name);
  const from = names.indexOf(name);
  const to = Math.max(0, Math.min(names.length - 1, from + by));
  if (from === to) return;
  names.splice(from, 1);
  names.splice(to, 0, name);
  chooseAxes(names);
}

/** Shows an axis at the end, or hides it; two axes always stay. */
export function toggleAxis(name: string): void {
  if (head.value === undefined) return;
  const shown = shownAxes(head.value, axesText.value === undefined ? {} : { axes: axesText.value });
  const others = shown.filter((each) => each !== name);
  if (others.length < shown.length && others.length < 2) return;
  chooseAxes(others.length < shown.length ? others : [...shown, name]);
}

/** Bounds that hold all of an axis select nothing, and remove its brush. */
export function brushAxis({ name, scale }: ParallelAxis, brush: Brush | undefined): void {
  const { [name]: known, ...others } = brushes.value;
  const isAll = brush === undefined || (brush.low <= scale.min && brush.high >= scale.max);
  if (isAll && known === undefined) return;
  if (!isAll && known?.low === brush.low && known.high === brush.high) return;
  brushes.value = isAll ? others : { ...others, [name]: brush };
}
