import type { Dataset } from '../../data/dataset.ts';
import { figure } from '../../reports/figure.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { areTokens } from '../../study/inputs/token-runs.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import type { Check, Verdict } from '../check.ts';
import { numericInputs } from '../numeric-inputs.ts';
import { trainingSample } from './checked-trial.ts';
import { enteringFirstLayer, isSame } from './first-entering.ts';

/**
 * Standardised features have a root mean square of 1, pixels in [0, 1] of 0.2 to 0.6, pixels in [0, 255] of 50 to 150.
 */
const limits = { tiny: 0.01, large: 5, huge: 10 };
const largestRatio = 100;
const rows = 256;
/** Layers that take ids, whose size means nothing. */
const lookUps: readonly string[] = ['Embedding', 'TokenEmbedding'];

export const inputScale: Check = {
  name: 'input-scale',
  hypothesis: 'the inputs are of the size that initial weights are made for',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const { backend, dataset } = context;
    const first = await enteringFirstLayer(context, rows);
    const { x } = enteringTensors(backend.tf, dataset, trainingSample(context, rows));
    const values = x.dataSync() as Float32Array;
    const isOwn = first === undefined || isSame(first.values, values);
    const isToken = areTokens(dataset.preprocessing, sizeOfShape(dataset.inputShape));
    if (isToken.includes(true) && first !== undefined && lookUps.includes(first.className)) {
      const others = values.filter((_, at) => isToken[at % isToken.length] !== true);
      if (others.length > 0) return judge('the other inputs’', rootMeanSquare(others), columnSizes(dataset));
      return { status: 'pass', message: 'the inputs are token ids, which the model looks up' };
    }
    // A model may scale its inputs itself.
    const columns = first?.isScaled === true ? [] : columnSizes(dataset);
    const what = isOwn
      ? 'the inputs’'
      : `behind the model’s own preprocessing, in layer ${first.layer}, the inputs’`;
    return judge(what, rootMeanSquare(first?.values ?? values), columns);
  },
};

interface ColumnSize {
  readonly name: string;
  readonly size: number;
}

function judge(what: string, size: number, columns: readonly ColumnSize[]): Verdict {
  const numbers: Record<string, number> = { rootMeanSquare: size };
  const message = `${what} root mean square is ${figure(size)}`;
  const advice = 'Set data.scaling to `standard` or `minMax`, or scale inside the model.';
  if (!(size <= limits.large)) {
    return { status: size <= limits.huge ? 'warn' : 'fail', message, advice, numbers };
  }
  if (size < limits.tiny) {
    return {
      status: 'warn',
      message,
      advice: 'Look for inputs that are scaled twice, or all zeros.',
      numbers,
    };
  }
  const sorted = columns.filter((column) => column.size > 0).toSorted((a, b) => a.size - b.size);
  const [least, most] = [sorted.at(0), sorted.at(-1)];
  if (least === undefined || most === undefined) return { status: 'pass', message, numbers };
  const ratio = most.size / least.size;
  if (ratio > largestRatio) {
    const both = `${most.name} (${figure(most.size)}) is ${figure(ratio)} times as large as ${least.name} (${figure(least.size)})`;
    return { status: 'warn', message: both, advice, numbers: { ...numbers, ratio } };
  }
  const between = `${message}, the features’ own between ${figure(least.size)} and ${figure(most.size)}`;
  return { status: 'pass', message: between, numbers: { ...numbers, ratio } };
}

/** Sizes of numeric columns only, over the training split: a rare category is small by nature. */
function columnSizes(dataset: Dataset): ColumnSize[] {
  return numericInputs(dataset).map(({ name, values }) => ({ name, size: rootMeanSquare(values) }));
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index] as number) ** 2;
  return Math.sqrt(sum / Math.max(values.length, 1));
}
