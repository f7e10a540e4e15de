import { counted } from '../../reports/figure.ts';
import type { Direction } from '../../study/objective.ts';
import { namedValues, uprightLines } from '../chart/baseline-lines.ts';
import { chart, type Layer } from '../chart/chart.ts';
import { type ChartAxis, numberAxis, percentTexts } from '../chart/chart-axis.ts';
import { lines } from '../chart/shapes.ts';
import { type ValueAxis, valueAxis, valueSettings, valueText } from '../chart/value-axis.ts';
import { stateCodes, type TrialColumns } from '../columns/trial-columns.ts';
import type { Palette } from '../palette.ts';
import type { Picture } from '../picture.ts';
import { remembered } from '../remembered.ts';
import type { StudyHead } from '../study-head.ts';
import type { StudyView } from '../study-view.ts';
import { isFeasible, isOriginal } from '../summaries/trial-groups.ts';

/** The share of trials that reach a value: how hard it is to find a good configuration in this space. */
export const edf: Picture = {
  name: 'edf',
  title: 'Share of trials that reach a value',
  height: () => 250,
  settings: () => valueSettings,
  missing: (view) => (reachedOf(view).values.length === 0 ? 'No trial is complete yet.' : undefined),
  note(view) {
    const { values, ended } = reachedOf(view);
    return `${values.length} of ${counted(ended, 'ended trial')} reach one`;
  },
  describe(view) {
    const { metric, direction } = view.head.objective;
    const { values, ended } = reachedOf(view);
    const at = (share: number) => values[Math.ceil(share * ended) - 1];
    const word = direction === 'minimize' ? 'at most' : 'at least';
    const parts = [0.1, 0.5].flatMap((share) => {
      const value = at(share);
      return value === undefined
        ? []
        : [`${100 * share} % of the trials have ${metric} of ${word} ${valueText(metric, value)}`];
    });
    return parts.length === 0 ? 'Fewer than one in ten trials has a value.' : `${parts.join('; ')}.`;
  },
  table(view) {
    const { metric } = view.head.objective;
    const { values, ended } = reachedOf(view);
    const shares = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    return {
      headings: ['share of trials', metric],
      rows: shares.flatMap((share) => {
        const value = values[Math.ceil(share * ended) - 1];
        return value === undefined ? [] : [[`${Math.round(100 * share)} %`, valueText(metric, value)]];
      }),
    };
  },
  option(view, palette, settings) {
    const { values, ended } = reachedOf(view);
    const x = valueAxis(view, settings);
    const y = numberAxis(
      'share of trials',
      { kind: 'linear', min: 0, max: Math.max(0.02, values.length / ended) },
      { texts: percentTexts, margin: 0.02 },
    );
    const { direction } = view.head.objective;
    const layers = [
      uprightLines(namedValues(view), x, palette),
      steps(values, ended, direction, x, y, palette),
    ];
    return chart({ palette, x, y, lines: 'both', layers });
  },
};

interface Reached {
  /** The values of drawn and imported trials that are complete and break no constraint, the best first. */
  readonly values: Float64Array;
  /** Number of drawn or imported trials that have ended. */
  readonly ended: number;
}

const ends: readonly number[] = (['complete', 'pruned', 'failed'] as const).map((state) =>
  stateCodes.indexOf(state),
);

function reachedOf({ head, trials }: StudyView): Reached {
  return remembered([trials, head], 'reached', () => makeReached(head, trials));
}

function makeReached(head: StudyHead, trials: TrialColumns): Reached {
  const places = [...trials.trial.keys()].filter((place) => isOriginal(trials, place));
  const reached = places.filter((place) => isFeasible(trials, place));
  const values = Float64Array.from(reached, (place) => trials.value[place] as number).sort();
  return {
    values: head.objective.direction === 'minimize' ? values : values.reverse(),
    ended: places.filter((place) => ends.includes(trials.state[place] as number)).length,
  };
}

/** A step at each value; those beyond the axis are left out, and the line ends there. */
function steps(
  values: Float64Array,
  ended: number,
  direction: Direction,
  x: ValueAxis,
  y: ChartAxis,
  palette: Palette,
): Layer {
  return (plane) => {
    const points: [number, number][] = [];
    let share = plane.y(y.placeOf(0));
    for (const [at, value] of values.entries()) {
      if (x.isBeyond(value)) break;
      const left = plane.x(x.placeOf(value));
      points.push([left, share]);
      share = plane.y(y.placeOf((at + 1) / ended));
      points.push([left, share]);
    }
    points.push([direction === 'minimize' ? plane.right : plane.left, share]);
    return lines([points], { color: palette.trial, width: 2 });
  };
}
