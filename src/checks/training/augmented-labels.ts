import type { Dataset } from '../../data/dataset.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { counted, percent } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import { chosenClass } from '../../study/outputs/chosen-class.ts';
import type { Configuration } from '../../study/search-space.ts';
import { augmentedRows } from '../../training/probes/augmented-rows.ts';
import { partOf } from '../../training/probes/rows.ts';
import type { Check, CheckContext } from '../check.ts';
import { withSplits } from '../subset.ts';
import { augmentedPictures } from './augmented-pictures.ts';
import { realRun } from './real-run.ts';
import { withoutAugmentation } from './settings.ts';
import { trainShortly } from './short-training.ts';
import { strongestAugmentation } from './strongest-augmentation.ts';

/**
 * A class that loses this share of its images to one other class is hardly told apart from it: two that become one lose a
 * half. Of digits, sound changes lost 0.28 at most, and those turned by up to 180°, where 6 becomes 9, 0.34 to 0.38.
 */
const lostShare = 1 / 3;
/** Standard errors of the excess over unchanged images, as if the changes of one image were one. */
const significant = 3;
/** Changes of each validation image. */
const copies = 4;

const advice =
  'look at the pictures (check --html): does a changed image still show its class, as a 6 that is turned upside down does not? Then search a smaller range, or leave the parameter out; or the model is too small for such changes';

export const augmentedLabels: Check = {
  name: 'augmented-labels',
  hypothesis: 'images that augmentation changes, at its strongest in the space, still show their class',
  isCheap: false,
  async run(context) {
    const { task, inputShape, preprocessing } = context.dataset;
    const strongest = strongestAugmentation(context.spec);
    const names = Object.keys(strongest).filter((name) => name !== 'augment.mixup');
    if (names.length === 0 || preprocessing.kind !== 'image' || inputShape.length !== 3) {
      return { status: 'skip', message: 'the space changes no images' };
    }
    const exhibits = [augmentedPictures(context, strongest)];
    if (task.kind === 'regression')
      return { status: 'skip', message: 'the images have no classes', exhibits };
    const { lost, accuracy } = await compare(context, strongest);
    const numbers = { ...accuracy, classesLost: lost.length };
    const said = names.map((name) => `${name} ${strongest[name]}`).join(', ');
    const [worst] = lost;
    if (worst === undefined) {
      const message = `accuracy ${percent(accuracy.changed)} on changed images, trained on such, and ${percent(accuracy.unchanged)} without augmentation; ${said}`;
      return { status: 'pass', message, numbers, exhibits };
    }
    const { from, to, share, before } = worst;
    const others = lost.length === 1 ? '' : ` (and ${counted(lost.length - 1, 'other pair')} of classes)`;
    const message = `${percent(share)} of changed images of ${from} are taken for ${to}, and ${percent(before)} of unchanged ones${others}; ${said}`;
    return { status: 'warn', message, advice, numbers, exhibits };
  },
};

/** A pair of classes of which the one loses images to the other. */
interface LostClass {
  readonly from: string;
  readonly to: string;
  /** Shares of the class's images, changed and unchanged. */
  readonly share: number;
  readonly before: number;
}

/**
 * Trains without augmentation and with the strongest, and compares the mistakes on unchanged and on changed validation
 * images: a net that was trained on changed images knows how they look, and fails where they no longer show their class.
 */
async function compare(context: CheckContext, strongest: Configuration) {
  const { dataset, epochs } = await realRun(context);
  const { family, seed } = context;
  const plain = { ...context.config, ...withoutAugmentation };
  const changed = { ...plain, ...strongest, 'augment.mixup': 0 };
  const { validation } = dataset.splits;
  const rows = Int32Array.from({ length: copies * validation.rows }, (_, at) => at % validation.rows);
  const repeated = partOf(validation, rows);
  const changedRows = augmentedRows(dataset, changed, repeated, randomFor(seed, 'check', 'changed'));
  const changedData = withSplits(dataset, { train: dataset.splits.train, validation: changedRows });
  const before = await trainShortly(context, { family, config: plain, dataset, epochs });
  const after = await trainShortly(context, { family, config: changed, dataset: changedData, epochs });
  const counts = [after, before].map(({ predictions }) => confusionOf(dataset, predictions)) as [
    Counts,
    Counts,
  ];
  const [one, other] = counts.map((table) => shareRight(table, validation.rows)) as [number, number];
  return { lost: lostClasses(dataset, ...counts), accuracy: { changed: one, unchanged: other } };
}

/** Rows of validation by [class, predicted class]. */
type Counts = readonly (readonly number[])[];

function confusionOf({ task, splits: { validation } }: Dataset, predictions: Predictions): Counts {
  const classes = task.kind === 'classification' ? task.classes.length : 0;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  validation.y.forEach((label, row) => {
    const predicted = chosenClass(predictions, row, classes);
    const own = counts[label] as number[];
    own[predicted] = (own[predicted] as number) + 1;
  });
  return counts;
}

function rowsOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function shareRight(counts: Counts): number {
  const right = counts.map((own, label) => own[label] as number);
  return rowsOf(right) / rowsOf(counts.flat());
}

/** The pairs of classes that changed images no longer tell apart, the worst first. */
function lostClasses({ task }: Dataset, changed: Counts, unchanged: Counts): LostClass[] {
  const classes = task.kind === 'classification' ? task.classes : [];
  const pairs = classes.flatMap((from, label) => {
    const [own, plain] = [changed[label], unchanged[label]] as [readonly number[], readonly number[]];
    const rows = rowsOf(plain);
    return classes.flatMap((to, other) => {
      const share = (own[other] as number) / rowsOf(own);
      const before = (plain[other] as number) / rows;
      const error = Math.sqrt((share * (1 - share) + before * (1 - before)) / rows);
      const isLost = label !== other && share >= lostShare && share - before > significant * error;
      return isLost ? [{ from, to, share, before }] : [];
    });
  });
  return pairs.sort((one, other) => other.share - one.share);
}
