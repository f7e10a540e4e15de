import type { ClassSuspectsReport, JudgedSplit } from '../reports/suspects-report.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import { type ClassOpinions, classOpinions } from './class-opinions.ts';
import { type DoubtedClass, doubtedClasses } from './class-suspects.ts';
import { confusionReport } from './confusion.ts';
import type { JudgedTrial } from './judged-trial.ts';
import { type Judgement, judgedSplits, mostSuspects, mostWorst, opening } from './judgement.ts';
import { classNotes } from './notes.ts';

interface JudgedRows {
  readonly split: JudgedSplit;
  readonly y: Float32Array;
  readonly opinions: ClassOpinions;
  readonly doubted: readonly DoubtedClass[];
}

export function reportClasses(judgement: Judgement, classes: readonly string[]): ClassSuspectsReport {
  const { source, trials, looks } = judgement;
  const { splits } = source.dataset;
  const judged = {
    train: judgeRows('train', trials, splits.train.y, classes.length),
    validation: judgeRows('validation', trials, splits.validation.y, classes.length),
  };
  const best = trials[0] as JudgedTrial;
  const confusion = confusionReport(best.trial, best.validation, splits.validation, { classes });
  const doubted = judgedSplits.flatMap((split) => judged[split].doubted.map((row) => ({ split, ...row })));
  const nameOf = (label: number) => classes[label] as string;
  return {
    ...opening(judgement, {
      train: judged.train.doubted.length,
      validation: judged.validation.doubted.length,
    }),
    task: 'classification',
    confident: { train: confidentOf(judged.train), validation: confidentOf(judged.validation) },
    suspects: doubted
      .sort((one, other) => other.score - one.score)
      .slice(0, mostSuspects)
      .map(({ split, place, given, suggested, ...numbers }) => ({
        ...looks(split, place),
        given: nameOf(given),
        suggested: nameOf(suggested),
        ...numbers,
      })),
    worst: judgedSplits
      .flatMap((split) => worstOf(judged[split], classes.length))
      .sort((one, other) => other.loss - one.loss)
      .slice(0, mostWorst)
      .map(({ split, place, given, predicted, ...numbers }) => ({
        ...looks(split, place),
        given: nameOf(given),
        predicted: nameOf(predicted),
        ...numbers,
      })),
    confusion,
    notes: classNotes(confusion, shareRepeated(judged.train, classes.length)),
  };
}

function judgeRows(
  split: JudgedSplit,
  trials: readonly JudgedTrial[],
  y: Float32Array,
  classes: number,
): JudgedRows {
  const opinions = classOpinions(
    trials.map((trial) => trial[split]),
    y,
    classes,
  );
  return { split, y, opinions, doubted: doubtedClasses(opinions, y, classes) };
}

function confidentOf({ doubted }: JudgedRows): number {
  return doubted.filter(({ isConfident }) => isConfident).length;
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

/** The share of rows whose given class is the models' most probable one. */
function shareRepeated({ y, opinions }: JudgedRows, classes: number): number {
  return y.filter((label, place) => chosenClass(opinions.mean, place, classes) === label).length / y.length;
}
