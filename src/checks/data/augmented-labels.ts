import type { Split } from '../../data/dataset.ts';
import { counted, percent } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import { augmentedRows } from '../../training/probes/augmented-rows.ts';
import { partOf } from '../../training/probes/rows.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { drawRows } from '../subset.ts';
import { augmentedPictures } from './augmented-pictures.ts';
import { type Counts, lostPairs, type Surviving, shareRight } from './lost-classes.ts';
import { nearestImages } from './nearest-images.ts';
import { strongestAugmentation } from './strongest-augmentation.ts';

/** Images, and changes of each. */
const judged = { images: 200, changes: 2 } as const;
const references = { images: 400, changes: 6 } as const;

const advice =
  'look at the pictures on the page of this check: if a changed image no longer shows its class, as a mirrored letter may not, search a smaller range or leave the parameter out';

/**
 * A changed validation image has the class of the most similar changed training image as often as unchanged ones do: if
 * changes made two classes alike, as turning makes 6 and 9, or destroyed what they show, it would not.
 */
export const augmentedLabels: Check = {
  name: 'augmented-labels',
  hypothesis: 'images that augmentation changes, at its strongest in the space, still show their class',
  isCheap: false,
  run(context) {
    const { task, inputShape, preprocessing } = context.dataset;
    const strongest = strongestAugmentation(context.spec);
    const names = Object.keys(strongest).filter((name) => name !== 'augment.mixup');
    if (names.length === 0 || preprocessing.kind !== 'image' || inputShape.length !== 3) {
      return { status: 'skip', message: 'the space changes no images' };
    }
    const exhibits = [augmentedPictures(context, strongest)];
    if (task.kind !== 'classification')
      return { status: 'skip', message: 'the images have no classes', exhibits };
    const unchanged = neighbourCounts(context, {}, 1, 1);
    const changed = neighbourCounts(context, strongest, judged.changes, references.changes);
    const named = names.map((name) => `${name} ${strongest[name]}`).join(', ');
    return { ...verdictOf({ unchanged, changed, classes: task.classes }, named), exhibits };
  },
};

function verdictOf(surviving: Surviving, named: string): Verdict {
  const [before, after] = [shareRight(surviving.unchanged), shareRight(surviving.changed)];
  const numbers = { rightUnchanged: before.share, rightChanged: after.share };
  const shares = `the most similar image has the same class for ${percent(after.share)} of changed images, and ${percent(before.share)} of unchanged ones`;
  if (before.share - before.baseRate < 3 * before.error) {
    const message = `similar images do not show the classes of these data (${percent(before.share)} right): only the pictures can`;
    return { status: 'skip', message, numbers };
  }
  const pairs = lostPairs(surviving);
  const [worst] = pairs;
  if (worst !== undefined) {
    const others = pairs.length === 1 ? '' : ` (and so on for ${counted(pairs.length - 1, 'other pair')})`;
    const message = `${percent(worst.share)} of changed images of ${worst.from} look like ${worst.to}, and ${percent(worst.before)} of unchanged ones${others}; ${named}`;
    return { status: 'warn', message, advice, numbers };
  }
  const isLost = after.share < 0.75 * before.share && before.share - after.share > 3 * before.error;
  const message = `${shares}; ${named}`;
  return isLost ? { status: 'warn', message, advice, numbers } : { status: 'pass', message, numbers };
}

/** Validation images by their class and that of the most similar training image. */
function neighbourCounts(
  { dataset, seed }: CheckContext,
  config: Configuration,
  ownChanges: number,
  otherChanges: number,
): Counts {
  const { task, splits, inputShape } = dataset;
  const changed = (split: Split, most: number, changes: number, name: string) => {
    const some = drawRows(split, most, randomFor(seed, 'check', name));
    const rows = Int32Array.from({ length: changes * some.rows }, (_, at) => at % some.rows);
    return augmentedRows(dataset, config, partOf(some, rows), randomFor(seed, 'check', name, 'changes'));
  };
  const own = changed(splits.validation, judged.images, ownChanges, 'judged');
  const others = changed(splits.train, references.images, otherChanges, 'references');
  const nearest = nearestImages(own, others, inputShape as never);
  const classes = task.kind === 'classification' ? task.classes.length : 0;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  nearest.forEach((other, row) => {
    const line = counts[own.y[row] as number] as number[];
    const found = others.y[other] as number;
    line[found] = (line[found] as number) + 1;
  });
  return counts;
}
