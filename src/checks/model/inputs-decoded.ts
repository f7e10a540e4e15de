import { splitNames } from '../../data/dataset.ts';
import { counted, figure } from '../../reports/figure.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { trainingSample } from './checked-trial.ts';
import { type Entering, firstLayerExhibit, imagesExhibit, tableExhibit } from './decoded-examples.ts';
import { endsOf, enteringFirstLayer, type FirstEntering, isSame } from './first-entering.ts';

const examples = 8;

export const inputsDecoded: Check = {
  name: 'inputs-decoded',
  hypothesis: 'what enters the model, decoded, is what was meant to',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const { dataset } = context;
    const entering = read(context);
    const { lowest, highest, odd } = rangeOf(context);
    const shape = JSON.stringify(dataset.inputShape);
    const isPictures = dataset.preprocessing.kind === 'image' && dataset.inputShape.length === 3;
    const exhibit = isPictures ? imagesExhibit(context, entering) : tableExhibit(context, entering);
    const first = await firstOf(context, entering);
    const seen = {
      numbers: { lowest, highest, notFinite: odd },
      exhibits: [exhibit, ...(first === undefined ? [] : [firstLayerExhibit(first)])],
    };
    if (odd > 0) {
      return {
        status: 'fail',
        message: `${counted(odd, 'number')} that enter the model, or are to be learned, are not finite`,
        advice: 'Look for NaN and infinities in the source: they make every weight NaN at the first step.',
        ...seen,
      };
    }
    const message = `${entering.dtype} ${shape} an example, from ${figure(lowest)} to ${figure(highest)}`;
    return { status: 'pass', message: message + told(first), ...seen };
  },
};

/** The inputs of the first layer with weights for the same rows, unless they are the inputs of the model. */
async function firstOf(context: CheckContext, { x }: Entering): Promise<FirstEntering | undefined> {
  try {
    const first = await enteringFirstLayer(context, examples);
    return first === undefined || isSame(first.values, x) ? undefined : first;
  } catch {
    // Check `builds` says why the model cannot be built; what enters it can be seen all the same.
    return undefined;
  }
}

function told(first: FirstEntering | undefined): string {
  if (first === undefined) return '';
  const [least, most] = endsOf(first.values).map(figure);
  const shape = JSON.stringify(first.shape.slice(1));
  return `; behind the model’s own preprocessing, layer ${first.layer} gets ${shape} from ${least} to ${most}`;
}

/** Some rows as tensors, read back. */
function read(context: CheckContext): Entering {
  const { backend, dataset } = context;
  const sample = trainingSample(context, examples);
  const { x, y } = enteringTensors(backend.tf, dataset, sample);
  return { dtype: x.dtype, x: x.dataSync(), y: y.dataSync(), rows: sample.row };
}

/** Over all splits. */
function rangeOf({ dataset: { splits } }: CheckContext): { lowest: number; highest: number; odd: number } {
  let [lowest, highest, odd] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const name of splitNames) {
    const { x, y } = splits[name];
    // By index: an iterator takes four times as long, and there may be hundreds of millions of values.
    for (let at = 0; at < x.length; at++) {
      const value = x[at] as number;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
      if (!Number.isFinite(value)) odd += 1;
    }
    for (let at = 0; at < y.length; at++) if (!Number.isFinite(y[at])) odd += 1;
  }
  return { lowest, highest, odd };
}
