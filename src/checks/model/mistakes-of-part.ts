import type { PartView } from '../../study/outputs/part-views.ts';
import { partsOf, type Span } from '../../study/outputs/task-parts.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import type { Task } from '../../study/pipeline.ts';
import { confidentMistakes, labelMistakes, type Mistakes } from './confident-mistakes.ts';

/** Mistakes of one target, or label, in rows that predict all others without confidence. */
export function mistakesOfPart(
  all: Task,
  { task, span }: Pick<PartView, 'task' | 'span'>,
): readonly Mistakes[] {
  if (all.kind === 'multilabel') return labelMistakes().map((each) => among(all, span, each));
  const mistakes = confidentMistakes(task);
  return all.kind === 'joint' ? mistakes.map((each) => among(all, span, each)) : mistakes;
}

function among(
  all: Task,
  { offset, width: own }: Span,
  { size, outputs, targets, wanted }: Mistakes,
): Mistakes {
  const width = outputWidth(all);
  const plain = plainTargets(all);
  const rows = outputs.values.length / own;
  const whole = (values: Float32Array, others: Float32Array) => {
    const filled = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      filled.set(others, row * width);
      filled.set(values.subarray(row * own, (row + 1) * own), row * width + offset);
    }
    return filled;
  };
  const zeros = new Float32Array(width);
  return {
    size,
    outputs: { values: whole(outputs.values, zeros), width },
    targets: { values: whole(targets.values, plain), width },
    wanted: whole(wanted, zeros),
  };
}

/** Targets of a row that outputs of 0 fit as well as they can: the first class, the mean, a count of 1, no label. */
function plainTargets(all: Task): Float32Array {
  const targets = new Float32Array(outputWidth(all));
  for (const { task, outputs } of partsOf(all)) {
    const isOne = task.kind === 'classification' || (task.kind === 'regression' && task.count);
    if (isOne) targets[outputs.offset] = 1;
  }
  return targets;
}
