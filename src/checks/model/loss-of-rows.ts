import { counted, figure } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { randomFor } from '../../statistics/random.ts';
import { taskNameOf } from '../../study/task/task-name.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import { type JudgedRows, pullOnOutputs } from '../../training/probes/pulls.ts';
import { type Untrained, withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const rows = 16;
/** The largest angle between two gradients of a row counts as rounding: its cosine. */
const sameDirection = 0.99;
/** A share of the largest gradient; a smaller one counts as none. */
const negligible = 1e-6;

/** Karpathy's "generalise a special case": the vectorised loss must be what a loop over the rows would give. */
export const lossOfRows: Check = {
  name: 'loss-of-rows',
  hypothesis: 'the loss of a batch pulls each row as that row’s own loss does',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => judge(context, untrained)),
};

function judge(context: CheckContext, { loss }: Untrained): Verdict {
  const { tf } = context.backend;
  const batch = madeBatch(context);
  const count = batch.outputs.values.length / batch.outputs.width;
  if (count < 2) return { status: 'skip', message: 'there is one training row only' };
  const together = pullOnOutputs(tf, loss, batch);
  if (!Number.isFinite(together.loss)) {
    const message = `the loss of ${count} rows with made-up outputs is ${together.loss}; loss-pulls looks at those of the model`;
    return { status: 'skip', message };
  }
  const each = Array.from({ length: count }, (_, row) => pullOnOutputs(tf, loss, rowOf(batch, row)));
  const mean = meanOf(each.map((own) => own.loss));
  const inBatch = each.map((_, row) => slice(together.pull, batch.outputs.width, row));
  const alone = each.map(({ pull }) => pull);
  const numbers = { batchLoss: together.loss, meanOfRows: mean };
  const isPulled = (pulls: readonly Float32Array[]) => {
    const largest = Math.max(...pulls.map(length));
    return pulls.map((pull) => length(pull) > negligible * largest);
  };
  const [pulledTogether, pulledAlone] = [isPulled(inBatch), isPulled(alone)];
  const cosines = alone.map((pull, row) => cosine(pull, inBatch[row] as Float32Array));
  const countOf = (isMeant: (row: number) => boolean) => cosines.filter((_, row) => isMeant(row)).length;

  const ignored = countOf((row) => pulledAlone[row] === true && pulledTogether[row] === false);
  const foreign = countOf((row) => pulledAlone[row] === false && pulledTogether[row] === true);
  const both = (row: number) => pulledAlone[row] === true && pulledTogether[row] === true;
  const reversed = countOf((row) => both(row) && (cosines[row] as number) < 0);
  const turned = countOf((row) => both(row) && !((cosines[row] as number) >= sameDirection));
  const counts = { ...numbers, ignored, reversed, turned, foreign };
  if (ignored > 0) {
    const message = `${ignored} of the ${count} rows of a batch have no part in its loss, and each has one alone`;
    return { status: 'fail', message, advice: ignoredAdvice, numbers: counts };
  }
  if (reversed > 0) {
    const message = `the loss of a batch of ${count} pulls ${counted(reversed, 'row')} the other way than each row’s own loss: ${figure(together.loss)}, and ${figure(mean)} on average row by row`;
    return { status: 'fail', message, advice: mixedAdvice, numbers: counts };
  }
  if (turned + foreign > 0) {
    const message = `the loss of a batch of ${count} pulls ${counted(turned + foreign, 'row')} by the other rows too: ${figure(together.loss)}, and ${figure(mean)} on average row by row`;
    return { status: 'warn', message, advice: mixedAdvice, numbers: counts };
  }
  return { status: 'pass', message: described(numbers, count), numbers: counts };
}

const mixedAdvice =
  'Look for a softmax, mean or norm along axis 0 in the loss, for [rows] combined with [rows, 1], which gives [rows, rows], and for a mean that is taken before the errors are.';
const ignoredAdvice = 'Look for an index, a slice or a mask in the loss that leaves out rows.';

/**
 * Training rows with made-up outputs around half of their targets, or around the logarithms of counts: an untrained model’s may be all alike, and hide what
 * mixes them.
 */
function madeBatch(context: CheckContext): JudgedRows {
  const { backend, dataset, seed } = context;
  const sample = trainingSample(context, rows);
  const { y } = enteringTensors(backend.tf, dataset, sample);
  const values = Float32Array.from(y.dataSync());
  const random = randomFor(seed, 'loss of rows');
  const width = values.length / sample.rows;
  const isCount = taskNameOf(dataset.task) === 'count';
  const centre = (target: number) => (isCount ? Math.log1p(target) : target / 2);
  return {
    outputs: { values: values.map((target) => centre(target) + 3 * random.next() - 1.5), width },
    targets: { values, width },
    weights: sample.lossWeight,
  };
}

function rowOf({ outputs, targets, weights }: JudgedRows, row: number): JudgedRows {
  const { width } = outputs;
  return {
    outputs: { values: slice(outputs.values, width, row), width },
    targets: { values: slice(targets.values, width, row), width },
    weights: weights?.slice(row, row + 1),
  };
}

function slice(values: Float32Array, width: number, row: number): Float32Array {
  return values.slice(row * width, (row + 1) * width);
}

function length(vector: Float32Array): number {
  return Math.hypot(...vector);
}

function cosine(one: Float32Array, other: Float32Array): number {
  return (
    one.reduce((sum, value, at) => sum + value * (other[at] as number), 0) / (length(one) * length(other))
  );
}

/** A sum, or any function of the sum, trains as the mean does. */
function described(
  { batchLoss, meanOfRows }: Record<'batchLoss' | 'meanOfRows', number>,
  count: number,
): string {
  const isMean = Math.abs(batchLoss - meanOfRows) <= 1e-4 * Math.abs(meanOfRows);
  if (isMean) return `the loss of ${count} rows is the mean of their own losses, ${figure(batchLoss)}`;
  return `the loss of ${count} rows, ${figure(batchLoss)}, pulls each row as its own loss does; their mean is ${figure(meanOfRows)}`;
}
