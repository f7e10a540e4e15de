import { chart, type Layer } from '../chart/chart.ts';
import { brushOf } from '../chart/chart-axis.ts';
import {
  type ParameterAxis,
  parameterAxis,
  parameterNames,
  placeText,
  withoutStrip,
} from '../chart/parameter-axis.ts';
import { areas, boxes, lines } from '../chart/shapes.ts';
import { trialMarks, valueMarks } from '../chart/trial-layers.ts';
import { type ValueAxis, valueAxis, valueSettings, valueText } from '../chart/value-axis.ts';
import type { Palette } from '../palette.ts';
import { chosen, type Picture, type PictureSettings } from '../picture.ts';
import { remembered } from '../remembered.ts';
import type { StudyView } from '../study-view.ts';
import { countNote, prunedNote, withMark } from '../summaries/count-note.ts';
import { type LocalMean, localMeans, meanOfPlace } from '../summaries/local-mean.ts';

/** The objective over one parameter: every trial, with the mean around each value where enough trials are. */
export const slice: Picture = {
  name: 'slice',
  title: 'One parameter',
  height: () => 270,
  settings: (view) => ({ parameter: parameterNames(view), ...valueSettings }),
  missing: ({ head, trials }) =>
    head.axes.length === 0
      ? 'The space has no parameter with more than one value.'
      : trials.value.some(Number.isFinite)
        ? undefined
        : 'No trial has a value yet.',
  note: (view) => countNote(view, withMark(view)),
  describe(view, settings) {
    const { x, y, means } = sliceOf(view, settings);
    const { metric, direction } = view.head.objective;
    const lead = `${metric} over ${x.name}.`;
    if (means.length < 2) return `${lead} Too few trials for a mean around each value.`;
    const best = means.reduce((one, other) =>
      (direction === 'minimize' ? other.mean < one.mean : other.mean > one.mean) ? other : one,
    );
    return `${lead} The mean is best, ${valueText(metric, y.valueAt(best.mean))}, at ${placeText(x, best.place)}.${prunedNote(view)}`;
  },
  table(view, settings) {
    const { x, y, means } = sliceOf(view, settings);
    const { metric } = view.head.objective;
    const text = (place: number) => valueText(metric, y.valueAt(place));
    return {
      headings: [x.name, `mean ${metric}`, '95 % interval'],
      rows: means.map(({ place, mean, low, high }) => {
        const [least, most] = [text(low), text(high)];
        return [placeText(x, place), text(mean), `${least} to ${most}`];
      }),
    };
  },
  marks(view, settings) {
    const { x, y } = sliceOf(view, settings);
    return {
      ...trialMarks(view, x.placeOfTrial, x, y),
      brush: { x: brushOf(x.name, x), y: brushOf('value', y) },
    };
  },
  option(view, palette, settings) {
    const { x, y, means } = sliceOf(view, settings);
    return chart({
      palette,
      x,
      y,
      layers: [
        withoutStrip(x, palette),
        valueMarks(view, x.placeOfTrial, y, palette),
        x.axis.kind === 'choice' ? meanBars(means, palette) : meanLine(means, palette),
      ],
    });
  },
};

interface Slice {
  readonly x: ParameterAxis;
  readonly y: ValueAxis;
  /** By place on the x axis; of the places of values. */
  readonly means: readonly LocalMean[];
}

function sliceOf(view: StudyView, settings: PictureSettings): Slice {
  return remembered([view], `slice ${JSON.stringify(settings)}`, () => makeSlice(view, settings));
}

function makeSlice(view: StudyView, settings: PictureSettings): Slice {
  const name = chosen(settings, 'parameter', parameterNames(view));
  const x = parameterAxis(view, name);
  const y = valueAxis(view, settings);
  const column = view.trials.parameters[name] ?? new Float64Array();
  const [places, values]: [number[], number[]] = [[], []];
  for (const [place, value] of view.trials.value.entries()) {
    const parameter = column[place] as number;
    if (!Number.isFinite(value) || Number.isNaN(parameter) || view.selected?.[place] === 0) continue;
    places.push(x.placeOf(parameter));
    values.push(y.isBeyond(value) ? y.worst : y.placeOf(value));
  }
  return { x, y, means: x.axis.kind === 'choice' ? meanOfPlace(places, values) : localMeans(places, values) };
}

function meanLine(means: readonly LocalMean[], palette: Palette): Layer {
  return ({ x, y }) => {
    const upper = means.map(({ place, high }) => [x(place), y(high)] as const);
    const lower = means.map(({ place, low }) => [x(place), y(low)] as const);
    const middle = means.map(({ place, mean }) => [x(place), y(mean)] as const);
    return means.length < 2
      ? []
      : [
          ...areas([[...upper, ...lower.toReversed()]], { color: palette.text, opacity: 0.12 }),
          ...lines([middle], { color: palette.text, width: 1.5 }),
        ];
  };
}

function meanBars(means: readonly LocalMean[], palette: Palette): Layer {
  return ({ x, y }) => {
    const half = 0.36;
    const ranges = means.map(({ place, low, high }) => ({
      x: x(place - half),
      y: Math.min(y(low), y(high)),
      width: x(place + half) - x(place - half),
      height: Math.abs(y(high) - y(low)),
    }));
    const marks = means.map(
      ({ place, mean }) =>
        [
          [x(place - half), y(mean)],
          [x(place + half), y(mean)],
        ] as const,
    );
    return [
      ...boxes(ranges, { color: palette.text, opacity: 0.12 }),
      ...lines(marks, { color: palette.text, width: 1.5 }),
    ];
  };
}
