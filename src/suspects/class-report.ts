import { type BySplit, bySplit, type SplitName, splitNames } from '../data/dataset.ts';
import type { RawTarget } from '../data/raw-data.ts';
import type { ClassSuspectsReport } from '../reports/suspects-report.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import { type ClassOpinions, classOpinions } from './class-opinions.ts';
import { type DoubtedClass, doubtedClasses } from './class-suspects.ts';
import { confusionReport } from './confusion.ts';
import { type Judgement, mostSuspects, mostWorst, opening } from './judgement.ts';
import { classNotes } from './notes.ts';

interface JudgedRows {
  readonly split: SplitName;
  readonly y: Float32Array;
  readonly opinions: ClassOpinions;
  readonly doubted: readonly DoubtedClass[];
}

export function reportClasses(judgement: Judgement, classes: readonly string[]): ClassSuspectsReport {
  const { source, trials, looks, quick, isUnjudged = false } = judgement;
  const judged = bySplit((split) => judgeRows(split, judgement, classes.length));
  const [best] = trials;
  const confusion = best && confusionReport(best.trial, best.validation, judged.validation, { classes });
  const doubted = splitNames.flatMap((split) => judged[split].doubted.map((row) => ({ split, ...row })));
  const nameOf = (label: number) => classes[label] as string;
  return {
    ...opening(
      judgement,
      bySplit((split) => judged[split].doubted.length),
    ),
    task: 'classification',
    confident: bySplit((split) => judged[split].doubted.filter(({ isConfident }) => isConfident).length),
    suspects: doubted
      .sort((one, other) => other.score - one.score)
      .slice(0, mostSuspects)
      .map(({ split, place, given, suggested, ...numbers }) => ({
        ...looks(split, place),
        given: nameOf(given),
        suggested: nameOf(suggested),
        ...numbers,
      })),
    worst: splitNames
      .flatMap((split) => worstOf(judged[split], classes.length))
      .sort((one, other) => other.loss - one.loss)
      .slice(0, mostWorst)
      .map(({ split, place, given, predicted, ...numbers }) => ({
        ...looks(split, place),
        given: nameOf(given),
        predicted: nameOf(predicted),
        ...numbers,
      })),
    ...(confusion && { confusion }),
    notes: classNotes(
      { confusion, quick, isUnjudged, rows: source.raw.rowNumbers.length },
      shareOfOwnClass(judged, classes.length),
    ),
  };
}

function judgeRows(split: SplitName, { source, predictions }: Judgement, classes: number): JudgedRows {
  const { labels } = source.raw.target as Extract<RawTarget, { kind: 'classification' }>;
  const y = Float32Array.from(source.rows[split], (row) => labels[row] as number);
  const opinions = classOpinions(predictions[split], y, classes);
  return { split, y, opinions, doubted: doubtedClasses(opinions, y, classes) };
}

/** The split's rows with the highest loss, up to the report's limit. */
function worstOf({ split, y, opinions: { mean, loss } }: JudgedRows, classes: number) {
  const places = [...loss.keys()].sort((one, other) => (loss[other] as number) - (loss[one] as number));
  return places.slice(0, mostWorst).map((place) => {
    const predicted = chosenClass(mean, place, classes);
    return {
      split,
      place,
      given: y[place] as number,
      predicted,
      loss: loss[place] as number,
      probability: mean[place * classes + predicted] as number,
    };
  });
}

/** The share of all rows whose given class is the most probable one. */
function shareOfOwnClass(judged: BySplit<JudgedRows>, classes: number): number {
  const all = splitNames.map((split) => judged[split]);
  const own = all.map(
    ({ y, opinions }) =>
      y.filter((label, place) => chosenClass(opinions.mean, place, classes) === label).length,
  );
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return sum(own) / sum(all.map(({ y }) => y.length));
}
