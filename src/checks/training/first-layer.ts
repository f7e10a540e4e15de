import type { Dataset } from '../../data/dataset.ts';
import { inputNamesOf } from '../../data/preprocessing/column-inputs.ts';
import type { Exhibit } from '../../reports/check-report.ts';
import { figure } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import type { Filters } from '../../training/probes/first-layer.ts';
import type { Check, Verdict } from '../check.ts';
import { neighbourCorrelation } from './neighbour-correlation.ts';
import { realRun } from './real-run.ts';

const shownFilters = 64;
/** Smaller filters have too few neighbouring weights. */
const smallestSide = 5;

/** Shows the first layer of the trained network, where noise is visible at a glance. */
export const firstLayer: Check = {
  name: 'first-layer',
  hypothesis: 'the first layer has learned something that can be looked at',
  isCheap: false,
  async run(context) {
    const { dataset, filters } = await realRun(context);
    const { before, after } = filters;
    if (before === undefined || after === undefined) {
      return { status: 'skip', message: 'no layer with a kernel was trained for an epoch' };
    }
    return after.shape.length === 3 ? pictures(before, after) : weights(dataset, after);
  },
};

/** A short training does not smooth the initial noise, so the change from the initial weights is measured. */
function pictures(before: Filters, after: Filters): Verdict {
  const { layer, shape, filters } = after;
  const [height = 0, width = 0, channels = 0] = shape;
  const exhibits = [exhibitOf(after)];
  const sides = `${filters.length} filters of ${height} × ${width} × ${channels} in layer ${layer}`;
  if (Math.min(height, width) < smallestSide) {
    return {
      status: 'pass',
      message: `${sides}, to be looked at`,
      exhibits,
      numbers: { filters: filters.length },
    };
  }
  const learned = filters.map((filter, unit) =>
    filter.map((weight, index) => weight - (before.filters[unit]?.[index] ?? 0)),
  );
  const correlation = neighbourCorrelation(learned, [height, width, channels]);
  const message = `${sides}; what they learned is alike in neighbouring places by a correlation of ${figure(correlation)}`;
  return {
    status: 'pass',
    message,
    exhibits,
    numbers: { filters: filters.length, neighbourCorrelation: correlation },
  };
}

/** Filters as pictures: grey is 0, white a filter's largest weight, black its opposite. */
function exhibitOf({ layer, shape, filters }: Filters): Exhibit {
  const [height = 0, width = 0, channels = 0] = shape;
  const isColour = channels === 3;
  const images = filters.slice(0, shownFilters).map((filter, unit) => {
    const values = isColour ? filter : meanOverChannels(filter, channels);
    const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    const pixels = Uint8Array.from(values, (value) => Math.round(127.5 + (127.5 * value) / most));
    return { caption: `unit ${unit}`, pixels: Buffer.from(pixels).toString('base64') };
  });
  return {
    kind: 'images',
    title: `filters of layer ${layer}`,
    shape: [height, width, isColour ? 3 : 1],
    images,
  };
}

function meanOverChannels(filter: Float32Array, channels: number): Float32Array {
  return Float32Array.from({ length: filter.length / channels }, (_, place) => {
    return meanOf(filter.subarray(place * channels, (place + 1) * channels));
  });
}

/** Each feature's mean absolute weight over all units. */
function weights(dataset: Dataset, { layer, filters }: Filters): Verdict {
  const inputs = filters[0]?.length ?? 0;
  const names = inputNames(dataset, inputs);
  const sizes = Array.from({ length: inputs }, (_, input) =>
    meanOf(filters.map((filter) => Math.abs(filter[input] ?? 0))),
  );
  const order = sizes.map((_, input) => input).sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0));
  const told = (input = 0) => `${names[input]} (${figure(sizes[input] ?? 0)})`;
  const message = `layer ${layer} weighs ${told(order[0])} most and ${told(order.at(-1))} least, by mean size`;
  const exhibit: Exhibit = {
    kind: 'bars',
    title: `mean size of the weights in layer ${layer}, by input`,
    names: order.map((input) => names[input] ?? ''),
    values: order.map((input) => sizes[input] ?? 0),
  };
  return { status: 'pass', message, exhibits: [exhibit], numbers: { inputs, units: filters.length } };
}

/** The inputs of a table: its numbers, and each category. */
function inputNames({ preprocessing }: Dataset, inputs: number): string[] {
  const names = preprocessing.kind === 'image' ? [] : preprocessing.columns.flatMap(inputNamesOf);
  return names.length === inputs ? names : Array.from({ length: inputs }, (_, input) => `input ${input}`);
}
