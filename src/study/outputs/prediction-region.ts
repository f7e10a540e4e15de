import { type ConformalQuantiles, type LevelQuantile, storedQuantile } from './conformal-quantiles.ts';
import { exportedParts, type OutputMeaning, valuesFrom } from './exported-prediction.ts';
import { type ValueInterval, valueInterval } from './value-interval.ts';

/*
 * The region that conformal quantiles give to a prediction: an interval, or a set of classes. Exported folders carry the compiled
 * text of this file after those of its imports.
 */

/**
 * How far a probability may differ between two programs that run one model in 32 bits. The quantile is the score of a row
 * itself, whose class would else be in the set of the program that judged the row and not in another's.
 */
const probabilityRounding = 1e-6;

/**
 * The classes in this row of [rows, classes] whose 1 − probability is at most the quantile, to within that rounding, in
 * their order; perhaps none.
 */
export function likelyClasses(
  probabilities: ArrayLike<number>,
  row: number,
  classes: readonly string[],
  quantile: number,
): string[] {
  return classes.filter(
    (_, label) =>
      1 - (probabilities[row * classes.length + label] as number) <= quantile + probabilityRounding,
  );
}

/** The fields of preprocess.json that give outputs their meaning, with the quantiles of the export. */
interface RegionMeaning extends OutputMeaning {
  readonly conformal?: ConformalQuantiles;
}

/** The classes of a label that is a target of its own. */
export const labelClasses = ['0', '1'] as const;

/** An interval, or a set of classes. */
type Region = ValueInterval | readonly string[];

/**
 * The interval, or the set of classes, for one row at a level that the export has; of several targets, or of labels, each
 * by name. Throws for another level.
 */
export function regionFrom(
  meaning: RegionMeaning,
  outputs: ArrayLike<number>,
  level: number,
  { clip = false } = {},
): Region | Readonly<Record<string, Region>> {
  const { task, conformal } = meaning;
  const levelsOf = (name: string) => conformal?.targets?.find((each) => each.name === name)?.levels;
  if (task.kind === 'joint') {
    const regions = exportedParts(meaning).map(({ name, meaning: own, offset, width }) => {
      const ofPart = Array.prototype.slice.call(outputs, offset, offset + width) as number[];
      return [name, ownRegion(own, ofPart, level, levelsOf(name), clip)] as const;
    });
    return Object.fromEntries(regions);
  }
  if (task.kind === 'multilabel') {
    const own: OutputMeaning = { task: { kind: 'classification', classes: labelClasses } };
    const regions = task.labels.map((name, label) => {
      const probability = outputs[label] as number;
      return [name, ownRegion(own, [1 - probability, probability], level, levelsOf(name), clip)] as const;
    });
    return Object.fromEntries(regions);
  }
  return ownRegion(meaning, outputs, level, conformal?.levels, clip);
}

/** The region of one target. */
function ownRegion(
  meaning: OutputMeaning,
  outputs: ArrayLike<number>,
  level: number,
  levels: readonly LevelQuantile[] | undefined,
  clip: boolean,
): Region {
  const { task } = meaning;
  const stored = storedQuantile(levels, level);
  if (stored === undefined) throw new Error(`the export has no quantile of level ${level}`);
  if (task.kind === 'classification') return likelyClasses(outputs, 0, task.classes, stored.quantile);
  if (task.kind !== 'regression') throw new Error('a target is a class or a value');
  return valueInterval(valuesFrom(meaning, outputs, 0, { clip }), stored, task);
}
