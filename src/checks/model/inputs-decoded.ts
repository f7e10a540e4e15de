import { splitNames } from '../../data/dataset.ts';
import { counted, figure } from '../../reports/figure.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { trainingSample } from './checked-trial.ts';
import { type Entering, imagesExhibit, tableExhibit } from './decoded-examples.ts';

const examples = 8;

export const inputsDecoded: Check = {
  name: 'inputs-decoded',
  hypothesis: 'what enters the model, decoded, is what was meant to',
  isCheap: true,
  run(context): Verdict {
    const { dataset } = context;
    const entering = read(context);
    const { lowest, highest, odd } = rangeOf(context);
    const shape = JSON.stringify(dataset.inputShape);
    const isPictures = dataset.preprocessing.kind === 'image' && dataset.inputShape.length === 3;
    const exhibit = isPictures ? imagesExhibit(context, entering) : tableExhibit(context, entering);
    const seen = {
      numbers: { lowest, highest, notFinite: odd },
      exhibits: [exhibit],
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
    return { status: 'pass', message, ...seen };
  },
};

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
