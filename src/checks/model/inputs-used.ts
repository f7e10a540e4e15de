import { featureNames } from '../../data/preprocessing/apply-preprocessing.ts';
import type { Exhibit } from '../../reports/check-report.ts';
import { counted, percent } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import { areMerged, type Given, type InputUse, inputUse } from '../../training/probes/input-use.ts';
import { outputsOf } from '../../training/probes/outputs.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const rows = 64;
/** Strides and cropped borders leave out pixels on purpose, up to this share of those that vary. */
const leftOutShare = 0.25;
/** Inputs of a table that are examined, and the values tried of each; one with fewer values is a category. */
const mostExamined = 24;
const values = { most: 32, fewest: 8 } as const;
/** A number in eight steps is binned on purpose; whole numbers have three to five in two standard deviations. */
const mergedShare = 0.25;
/** Pixels are moved together, by this share of their range in all. */
const pixelSpan = 0.01;
const mostNames = 6;

/** The inputs of the model do not show how the model itself changes them. */
export const inputsUsed: Check = {
  name: 'inputs-used',
  hypothesis: 'each input that varies changes the outputs, and none is rounded on its way',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), ({ model }) => {
      const { dataset, backend } = context;
      const sample = trainingSample(context, rows);
      const { values: outputs } = outputsOf(backend.tf, model, dataset, sample);
      if (!outputs.every(Number.isFinite)) {
        return { status: 'skip', message: 'the outputs of the untrained model are not finite' };
      }
      return judge(context, { tf: backend.tf, model, dataset, sample });
    }),
};

function judge(context: CheckContext, given: Given): Verdict {
  const { dataset, seed } = context;
  const use = inputUse(given, randomFor(seed, 'input use'));
  const { varying, unused } = use;
  if (varying.length > 0 && unused.length === varying.length) {
    const message = `the outputs depend on none of the ${counted(varying.length, 'input')} that vary`;
    return { status: 'fail', message, advice: unusedAdvice, numbers: numbersOf(use) };
  }
  const names = featureNames(dataset);
  const named = (places: readonly number[]) => {
    const more = places.length - mostNames;
    const shown = places.slice(0, mostNames).map((place) => names[place] ?? `input ${place}`);
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  const used = varying.filter((place) => !unused.includes(place));
  const rounded = names.length > 0 ? roundedInputs(given, used) : [];
  const numbers = { ...numbersOf(use), rounded: rounded.length };
  if (rounded.length > 0) {
    const isOne = rounded.length === 1;
    const message = `${named(rounded)} ${isOne ? 'is' : 'are'} rounded in the model: most of the values of ${isOne ? 'the input' : 'each'} give the same outputs`;
    return { status: 'warn', message, advice: roundedAdvice, numbers };
  }
  if (names.length === 0 && arePixelsRounded(given, used)) {
    const message = 'the inputs are rounded in the model: small changes of all of them change no output';
    return { status: 'warn', message, advice: roundedAdvice, numbers };
  }
  const share = unused.length / Math.max(varying.length, 1);
  if (unused.length > 0 && (names.length > 0 || share > leftOutShare)) {
    const which = names.length > 0 ? `: ${named(unused)}` : ` (${percent(share)})`;
    const verb = unused.length === 1 ? 'changes' : 'change';
    const message = `${unused.length} of ${counted(varying.length, 'input')} that vary ${verb} no output${which}`;
    return { status: 'warn', message, advice: unusedAdvice, numbers, exhibits: pictureOf(context, use) };
  }
  const message = `${counted(varying.length, 'input')} that vary ${varying.length === 1 ? 'reaches' : 'reach'} the outputs`;
  return { status: 'pass', message, numbers };
}

function numbersOf({ varying, unused }: InputUse): Record<string, number> {
  return { varying: varying.length, unused: unused.length };
}

const unusedAdvice =
  'Look for a slice, a mask, a rounding or a reshape in the model that leaves them out; columns that are not wanted belong in data.exclude.';
const roundedAdvice =
  'Look for a cast to integers, a floor or a comparison before the first layer with weights.';

/** Inputs of a table that take many values, which the model does not tell apart. */
function roundedInputs(given: Given, used: readonly number[]): number[] {
  const step = Math.max(1, used.length / mostExamined);
  const examined = used.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return examined.filter((place) => {
    const tried = valuesOf(given.dataset, place);
    if (tried.length < values.fewest || tried.every(Number.isInteger)) return false;
    const rowsFrom = (own: Float32Array) => {
      const x = new Float32Array(tried.length * own.length);
      tried.forEach((value, row) => {
        x.set(own, row * own.length);
        x[row * own.length + place] = value;
      });
      return x;
    };
    return areMerged(given, { rowsFrom, count: tried.length, share: mergedShare });
  });
}

/** One pixel may be behind a maximum or a rectifier; all of them are not. */
function arePixelsRounded(given: Given, used: readonly number[]): boolean {
  const { x } = given.sample;
  if (x.every(Number.isInteger)) return false;
  const range = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const count = values.most;
  const rowsFrom = (own: Float32Array) => {
    const moved = new Float32Array(count * own.length);
    for (let row = 0; row < count; row++) {
      moved.set(own, row * own.length);
      for (const place of used) {
        moved[row * own.length + place] = (own[place] as number) + (pixelSpan * range * (row + 1)) / count;
      }
    }
    return moved;
  };
  return areMerged(given, { rowsFrom, count, share: mergedShare });
}

/** Different values of one input over the training rows, evenly spaced in rank. */
function valuesOf({ splits: { train } }: CheckContext['dataset'], place: number): number[] {
  const size = train.x.length / train.rows;
  const column = Float32Array.from({ length: train.rows }, (_, row) => train.x[row * size + place] as number);
  const all = [...new Set(column.sort())];
  const count = Math.min(all.length, values.most);
  return Array.from(
    { length: count },
    (_, at) => all[Math.floor((at * (all.length - 1)) / Math.max(count - 1, 1))] as number,
  );
}

/** White where a pixel changes no output. */
function pictureOf({ dataset }: CheckContext, { unused }: InputUse): Exhibit[] {
  const [height = 1, width = 1, channels = 1] = dataset.inputShape;
  if (dataset.preprocessing.kind !== 'image' || dataset.inputShape.length !== 3) return [];
  const pixels = new Uint8Array(height * width);
  for (const place of unused) pixels[Math.floor(place / channels)] = 255;
  const image = { caption: 'white changes no output', pixels: Buffer.from(pixels).toString('base64') };
  return [{ kind: 'images', title: 'Pixels without an effect', shape: [height, width, 1], images: [image] }];
}
