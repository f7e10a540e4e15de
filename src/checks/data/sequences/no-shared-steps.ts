import type { SourceRows } from '../../../data/load-dataset.ts';
import { placeOfRow, type RawPart } from '../../../data/raw-data.ts';
import { percent } from '../../../reports/figure.ts';
import { randomFor } from '../../../statistics/random.ts';
import { sizeOfShape } from '../../../study/inputs/shape-size.ts';
import type { Check, Verdict } from '../../check.ts';
import { seriesAsRows } from './series-as-rows.ts';
import { findSharedSteps, type Sequence } from './shared-steps.ts';

const judgedRows = 1000;
/** More training values are sampled by rows. */
const mostValues = 50_000_000;
/** Shares of the judged rows; phrases of a language recur in other texts. */
const limits = { warn: 0.1, fail: 0.2 } as const;
const fewestSteps = 8;
const listed = 10;

export const noSharedSteps: Check = {
  name: 'no-shared-steps',
  hypothesis:
    'sequences of validation and test are no training sequences that begin a little earlier or later',
  isCheap: true,
  run(context): Verdict {
    const source = seriesAsRows(context);
    const { inputs } = source.raw;
    const parts = inputs.kind === 'arrays' ? inputs.parts.flatMap((part) => sequenceOf(part) ?? []) : [];
    if (parts.length === 0) return { status: 'skip', message: 'no array is a sequence' };
    const judged = judgedOf(source, context.seed);
    if (judged.length === 0) return { status: 'skip', message: 'no rows are judged' };
    const verdicts = parts.map((part) => judge(part, source, judged));
    return (
      verdicts.find(({ status }) => status === 'fail') ??
      verdicts.find(({ status }) => status === 'warn') ??
      (verdicts[0] as Verdict)
    );
  },
};

/** Arrays of several axes, long arrays and token ids are sequences along their first axis. */
function sequenceOf({ name, shape, values }: RawPart): Sequence | undefined {
  const [length = 0] = shape;
  return length < fewestSteps ? undefined : { name, length, step: sizeOfShape(shape) / length, values };
}

function judgedOf({ rows }: SourceRows, seed: number): Int32Array {
  const others = Int32Array.from([...rows.validation, ...rows.test]);
  return randomFor(seed, 'shared steps').shuffle(others).slice(0, judgedRows);
}

function judge(part: Sequence, { raw, rows }: SourceRows, judged: Int32Array): Verdict {
  const size = part.length * part.step;
  const known = rows.train.subarray(0, Math.max(1, Math.floor(mostValues / size)));
  const shared = findSharedSteps(part, judged, known);
  const share = shared.length / judged.length;
  const steps = Math.ceil(part.length / 2);
  const message = `${percent(share)} of the validation and test rows share ${steps} steps or more of ${part.name} with a training row, at another place`;
  const numbers = { share };
  if (share <= limits.warn) return { status: 'pass', message, numbers };
  const lines = shared.slice(0, listed).map(({ row, twin, ahead }) => {
    return `${placeOfRow(raw, row)}: training ${placeOfRow(raw, twin)}, ${Math.abs(ahead)} steps ${ahead > 0 ? 'later' : 'earlier'}`;
  });
  return {
    status: share >= limits.fail ? 'fail' : 'warn',
    message,
    advice:
      'Cut the sequences after the split: give each series, recording or text to one split (x_train, x_val, x_test), or declare data.window on the table.',
    numbers,
    exhibits: [{ kind: 'text', title: 'shared steps', lines }],
  };
}
