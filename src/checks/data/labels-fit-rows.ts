import type { Dataset } from '../../data/dataset.ts';
import { counted, figure } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { type PartView, partViews } from '../../study/outputs/part-views.ts';
import type { Check, Verdict } from '../check.ts';
import { mostJudgedParts, verdictOfParts } from '../part-verdicts.ts';
import { evidenceOf, type LabelEvidence } from './labels/evidence.ts';
import { fitsBetter, rightShare, wrongShare } from './labels/hits.ts';
import { sampledRows } from './labels/labelled-rows.ts';

/** The best of three predictors exceeds this in about one of a thousand data sets with shuffled labels. */
const certainDeviations = 3.3;
/** The same limit for the best of four shifts, and for its lead over the unshifted labels. */
const certainOfShift = 4;
const aheadBy = 2;
/** Below this there is not even a hint. */
const hintDeviations = 2;
/** Below this nothing can be concluded. */
const fewestToDoubt = 200;
/** With this many rows, a correlation of 0.25 exceeds the limit of a hint 97 times in 100. */
const fewestToFail = 500;
const shifts = [-1, 1, -2, 2];
/**
 * The factor by which shifted labels must reduce the wrong rows: for a warning, and for a failure if most rows are
 * wrong with their own labels.
 */
const certainGain = 2;
const plainGain = 4;
/** The labels of fewer rows than these differ too little for a verdict. */
const fewestOfLabel = 30;

/**
 * Tests whether anything can be learnt at all. Three quick predictors are fitted on one half of training and validation
 * and tested on the other, in both directions. Only labels that look shuffled to all three are a fault. The test is not
 * conclusive: a parity of many features, or correlations of less than a tenth, look shuffled too. So it fails only from
 * 500 rows on, and warns below. The test split is not used.
 */
export const labelsFitRows: Check = {
  name: 'labels-fit-rows',
  hypothesis: 'the inputs of a row tell something about its own label',
  isCheap: false,
  run({ dataset, seed }): Verdict {
    const evidences = waysToDivide(dataset, seed);
    const fits = ({ deviations }: LabelEvidence) => deviations >= certainDeviations;
    const known = new Map(
      partViews(dataset.task)
        .slice(0, mostJudgedParts)
        .map((view) => {
          const measure = evidences(0)(view);
          return [view.name, { view, measure, own: measure(0) }];
        }),
    );
    // Rows that fit one of their targets are those of the others too: these may be hard to predict.
    const areJoined = [...known.values()].some(({ own }) => fits(own));
    const judge = (view: PartView): Verdict => {
      const few = fewOfLabel(dataset, view);
      return few ?? judged(known.get(view.name) as Measured, evidences, areJoined);
    };
    return verdictOfParts(dataset.task, judge, mostJudgedParts);
  },
};

/** A label that hardly any row has, or lacks, is not judged. */
function fewOfLabel({ task, splits: { train, validation } }: Dataset, view: PartView): Verdict | undefined {
  if (task.kind !== 'multilabel') return undefined;
  const values = [train, validation].flatMap((split) => [...view.rows(split).y]);
  const having = values.filter((value) => value === 1).length;
  const few = Math.min(having, values.length - having);
  if (few >= fewestOfLabel) return undefined;
  const message = `${counted(few, 'row')} ${few === having ? 'with' : 'without'} it are too few to tell`;
  return { status: 'skip', message };
}

/** A target with the evidence of its labels by their shift, and that of no shift. */
interface Measured {
  readonly view: PartView;
  readonly measure: ReturnType<ReturnType<typeof evidenceOf>>;
  readonly own: LabelEvidence;
}

function judged({ view, measure, own }: Measured, evidences: Evidences, areJoined: boolean): Verdict {
  const shifted = shifts.map((shift) => ({ shift, ...measure(shift) }));
  const best = shifted.reduce((one, other) => (other.deviations > one.deviations ? other : one));
  const rows = own.hits.length;
  const numbers = {
    rows,
    deviations: own.deviations,
    shift: best.shift,
    shiftedDeviations: best.deviations,
  };
  const told = `${own.predictor}: ${figure(own.deviations)} standard deviations above shuffled labels`;
  if (own.deviations >= certainDeviations) {
    const fitting = shifted.find((other) => fitsBetter(other, own, certainGain));
    if (fitting === undefined) return { status: 'pass', message: told + rightShare(own), numbers };
    const isPlain = wrongShare(own) > 0.5 && fitsBetter(fitting, own, plainGain);
    const message = `${placeOf(fitting.shift)} better${rightShare(fitting)} than their own${rightShare(own)}`;
    return { status: isPlain ? 'fail' : 'warn', message, advice: shiftAdvice, numbers };
  }
  if (best.deviations >= certainOfShift && best.deviations >= own.deviations + aheadBy) {
    const message = `${placeOf(best.shift)} (${figure(best.deviations)} standard deviations above shuffled labels), and not their own (${figure(own.deviations)})`;
    return { status: 'fail', message, advice: shiftAdvice, numbers };
  }
  // By one way alone, labels that were shuffled come to a hint 4 times in 100, by three never in 30 times.
  const others = [1, 2].map((way) => evidences(way)(view)(0).deviations);
  const deviations = meanOf([own.deviations, ...others]);
  return unfit(rows, { ...own, deviations }, { ...numbers, deviations }, areJoined);
}

type Evidences = (way: number) => ReturnType<typeof evidenceOf>;

/** The evidence by each way to divide the rows in halves, each of which is sampled once. */
function waysToDivide(dataset: Dataset, seed: number): Evidences {
  const known = new Map<number, ReturnType<typeof evidenceOf>>();
  return (way) => {
    const evidence = known.get(way) ?? evidenceOf(sampledRows(dataset, seed, way));
    known.set(way, evidence);
    return evidence;
  };
}

const shiftAdvice =
  'Look at where inputs and labels are put together: a header, a shift or a dropped row moves one of them.';

function unfit(
  rows: number,
  own: LabelEvidence,
  numbers: Record<string, number>,
  areJoined: boolean,
): Verdict {
  const found = `the best is ${own.predictor}, ${figure(own.deviations)} standard deviations above shuffled labels`;
  if (rows < fewestToDoubt) {
    return { status: 'skip', message: `${counted(rows, 'row')} are too few to tell (${found})`, numbers };
  }
  const isSure = rows >= fewestToFail && own.deviations < hintDeviations;
  return {
    status: isSure && !areJoined ? 'fail' : 'warn',
    message: `the inputs of ${counted(rows, 'row')} tell nothing of the labels: ${found}`,
    advice:
      'Are the labels shuffled, or of other rows? Hard data can look like this too: then a long run must show it.',
    numbers,
  };
}

function placeOf(shift: number): string {
  const distance = Math.abs(shift) === 1 ? 'the row' : 'two rows';
  return `the inputs fit the labels of ${distance} ${shift > 0 ? 'after' : 'before'}: shifted by ${Math.abs(shift) === 1 ? 'one' : 'two'}`;
}
