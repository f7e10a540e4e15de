import type { Dataset } from '../../../data/dataset.ts';
import { inputNamesOf } from '../../../data/preprocessing/column-inputs.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { figure } from '../../../reports/figure.ts';
import { meanOf } from '../../../statistics/mean.ts';
import type { Filters } from '../../../training/probes/first-layer.ts';

const shownFilters = 64;

/** Filters as pictures: grey is 0, white a filter's largest weight, black its opposite. */
export function filterPictures({ layer, shape, filters }: Filters): Exhibit {
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

/** Each feature's mean absolute weight over all units, the heaviest first, and in words the ends of the list. */
export function weightsByInput(
  dataset: Dataset,
  { layer, filters }: Filters,
): { readonly message: string; readonly exhibit: Extract<Exhibit, { kind: 'bars' }> } {
  const inputs = filters[0]?.length ?? 0;
  const names = inputNames(dataset, inputs);
  const sizes = Array.from({ length: inputs }, (_, input) =>
    meanOf(filters.map((filter) => Math.abs(filter[input] ?? 0))),
  );
  const order = sizes.map((_, input) => input).sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0));
  const told = (input = 0) => `${names[input]} (${figure(sizes[input] ?? 0)})`;
  const message = `layer ${layer} weighs ${told(order[0])} most and ${told(order.at(-1))} least, by mean size`;
  const exhibit = {
    kind: 'bars' as const,
    title: `mean size of the weights in layer ${layer}, by input`,
    names: order.map((input) => names[input] ?? ''),
    values: order.map((input) => sizes[input] ?? 0),
  };
  return { message, exhibit };
}

/** The inputs of a table: its numbers, and each category. */
function inputNames({ preprocessing }: Dataset, inputs: number): string[] {
  const names = preprocessing.kind !== 'table' ? [] : preprocessing.columns.flatMap(inputNamesOf);
  return names.length === inputs ? names : Array.from({ length: inputs }, (_, input) => `input ${input}`);
}
