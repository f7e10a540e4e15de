import { outputWidth } from '../../study/outputs/task-widths.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { Rows } from '../../training/probes/pulls.ts';

/** Artificial predictions, all wrong by the same amount. */
export interface Mistakes {
  /** Logits, standard deviations of the target, or a difference of logarithms of counts. */
  readonly size: number;
  readonly outputs: Rows;
  readonly targets: Rows;
  /** The required sign of the loss's derivative, one per output; 0 where it does not matter. */
  readonly wanted: Float32Array;
}

const margins = [5, 20, 50];
const deviations = [5, 20, 100];
/** Differences of the logarithm of a count: a larger one has no exponential in 32 bits. */
const ratios = [1, 4, 10];
/** Maximum number of classes, each mistaken for the next one. */
const classesTried = 16;

/** Mistakes of increasing size; none for a single class, which cannot be mistaken. */
export function confidentMistakes(task: SingleTask): Mistakes[] {
  if (task.kind === 'regression') {
    if (task.count) return ratios.map(wrongCounts);
    return deviations.map((deviation) => wrongValues(deviation, outputWidth(task)));
  }
  const width = task.classes.length;
  return width < 2 ? [] : margins.map((margin) => wrongClasses(margin, width));
}

/** The same of a label: a row without it, whose log odds say that it is there, and a row with it. */
export function labelMistakes(): Mistakes[] {
  return margins.map((margin) => ({
    size: margin,
    outputs: { values: Float32Array.of(margin, -margin), width: 1 },
    targets: { values: Float32Array.of(0, 1), width: 1 },
    wanted: Float32Array.of(1, -1),
  }));
}

function wrongClasses(margin: number, width: number): Mistakes {
  const rows = Math.min(width, classesTried);
  const empty = () => new Float32Array(rows * width);
  const [outputs, targets, wanted] = [empty(), empty(), empty()];
  for (let row = 0; row < rows; row++) {
    const right = row * width + row;
    const wrong = row * width + ((row + 1) % width);
    outputs[wrong] = margin;
    targets[right] = 1;
    wanted[wrong] = 1;
    wanted[right] = -1;
  }
  return { size: margin, outputs: { values: outputs, width }, targets: { values: targets, width }, wanted };
}

/** Expectations that are too large, and too small, by this difference of logarithms. */
function wrongCounts(ratio: number): Mistakes {
  const targets = Float32Array.of(1, 5, 50, 1, 5, 50);
  const wanted = Float32Array.of(1, 1, 1, -1, -1, -1);
  const outputs = targets.map((target, row) => Math.log(target) + ratio * (wanted[row] as number));
  return {
    size: ratio,
    outputs: { values: outputs, width: 1 },
    targets: { values: targets, width: 1 },
    wanted,
  };
}

function wrongValues(deviation: number, width: number): Mistakes {
  const repeated = (values: readonly number[]) =>
    Float32Array.from(values.flatMap((value) => new Array<number>(width).fill(value)));
  const targets = repeated([-1, 0, 1, -1, 0, 1]);
  const wanted = repeated([1, 1, 1, -1, -1, -1]);
  const outputs = targets.map((target, row) => target + deviation * (wanted[row] as number));
  return {
    size: deviation,
    outputs: { values: outputs, width },
    targets: { values: targets, width },
    wanted,
  };
}
