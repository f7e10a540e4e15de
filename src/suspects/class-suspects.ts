import { chosenClass } from '../study/outputs/chosen-class.ts';
import type { ClassOpinions } from './class-opinions.ts';

/** A row, by its index in the split, whose class most models doubt; classes by index. */
export interface DoubtedClass {
  readonly place: number;
  readonly given: number;
  readonly suggested: number;
  readonly agreement: number;
  readonly probability: number;
  readonly selfConfidence: number;
  /** True when confident learning classifies it as mislabelled; the others are less certain. */
  readonly isConfident: boolean;
  readonly score: number;
}

/**
 * Rows for which more than half of the models predict another class than the given one, most suspicious first: ranked
 * by the margin between the two classes' mean probabilities times the models' agreement. Those that confident learning
 * classifies as mislabelled (Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset
 * Labels", JAIR 70, 2021) are marked. Its threshold for a class is the mean probability that the models give it on rows
 * with that label, so that general uncertainty about a class does not count against its rows. A label is an error when
 * its probability is below its class's threshold and another class reaches its own.
 */
export function doubtedClasses(
  opinions: ClassOpinions,
  y: ArrayLike<number>,
  classes: number,
): DoubtedClass[] {
  const thresholds = classThresholds(opinions.mean, y, classes);
  const doubted: DoubtedClass[] = [];
  for (let place = 0; place < y.length; place++) {
    const given = y[place] as number;
    const suggested = chosenClass(opinions.mean, place, classes);
    const agreement = opinions.agreement(place, suggested);
    if (suggested === given || agreement <= 0.5) continue;
    const selfConfidence = opinions.mean[place * classes + given] as number;
    const probability = opinions.mean[place * classes + suggested] as number;
    const isConfident =
      selfConfidence < (thresholds[given] as number) && probability >= (thresholds[suggested] as number);
    const score = agreement * (probability - selfConfidence);
    doubted.push({ place, given, suggested, agreement, probability, selfConfidence, isConfident, score });
  }
  return doubted.sort((one, other) => other.score - one.score || one.place - other.place);
}

/** A class without rows has an unreachable threshold. */
function classThresholds(mean: Float64Array, y: ArrayLike<number>, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (let row = 0; row < y.length; row++) {
    const label = y[row] as number;
    sums[label] = (sums[label] as number) + (mean[row * classes + label] as number);
    counts[label] = (counts[label] as number) + 1;
  }
  return sums.map((sum, label) =>
    counts[label] === 0 ? Number.POSITIVE_INFINITY : sum / (counts[label] as number),
  );
}
