import type { Direction } from '../study/objective.ts';
import { meanCurve } from './fold-curves.ts';
import type { Curve, CurveRule } from './scheduler.ts';

/** The epoch after which a trial ends: so many epochs of this fold, after the whole training of the folds before. */
export interface Cut {
  readonly fold: number;
  readonly epochs: number;
}

/** A trial whose outcome is final. `cut` is where it should have ended, if it should. */
export interface Settled {
  readonly draw: number;
  readonly cut: Cut | undefined;
}

/** The verdicts of a curve rule on the trials of a search, the same whenever trials start, report and end. */
export interface Verdicts {
  /** Adds the next epoch of a running trial, of a fold; true when the trial should end, now or earlier. */
  report(draw: number, fold: number, value: number): boolean;
  /**
   * Ends a trial, with the curves of its folds as they were recorded, one without folds. Only a trial that `isCompared`
   * and those that are cut have curves for others. Returns the trials that are settled by this, by draw.
   */
  end(draw: number, folds: readonly Curve[], ended: Ended): Settled[];
  /** All trials below this draw are settled, whose curves are compared with. */
  readonly settledBelow: number;
}

export interface Ended {
  readonly isCompared: boolean;
  /** The epochs whose verdicts count. That on the last epoch of a training that is over has nothing to end. */
  readonly judged: 'every' | 'all but the last' | 'none';
}

interface Tracked {
  folds: Curve[];
  /** Up to here no verdict ends the trial. */
  passed: Cut;
  ended?: Ended;
  cut?: Cut | undefined;
}

type Judge = ReturnType<CurveRule['judge']>;

const beginning: Cut = { fold: 0, epochs: 0 };

/**
 * Trial n is compared with the trials up to n − lookback, never with later ones. If one of these still runs, trial n
 * trains on meanwhile, and is cut back when the verdict is known.
 */
export function createVerdicts(
  createRule: () => CurveRule,
  direction: Direction,
  lookback: number,
): Verdicts {
  /** By the number of folds that count, less one. */
  const rules: CurveRule[] = [];
  const tracked = new Map<number, Tracked>();
  const judges = new Map<number, readonly Judge[]>();
  let settledBelow = 0;
  let members = 0;

  const ruleOf = (fold: number): CurveRule => {
    while (rules.length <= fold) {
      const rule = createRule();
      for (let member = 0; member < members; member++) rule.add([]);
      rules.push(rule);
    }
    return rules[fold] as CurveRule;
  };
  const addMember = (folds: readonly Curve[]) => {
    for (const fold of folds.keys()) ruleOf(fold);
    for (const [fold, rule] of rules.entries()) {
      rule.add(fold < folds.length ? meanCurve(folds.slice(0, fold + 1), direction) : []);
    }
    members += 1;
  };
  const trackedOf = (draw: number): Tracked => {
    const found = tracked.get(draw) ?? { folds: [], passed: beginning };
    tracked.set(draw, found);
    return found;
  };
  const judgesOf = (draw: number) => (draw < lookback ? [] : judges.get(draw));

  /** The trials whose judges are known, from this one on, as long as they have ended. */
  const settleFrom = (draw: number): Settled[] => {
    const settled: Settled[] = [];
    const settle = (each: number) => {
      const trial = tracked.get(each);
      const known = judgesOf(each);
      if (trial?.ended === undefined || known === undefined) return;
      judge(trial, known, direction);
      settled.push({ draw: each, cut: trial.cut });
    };
    settle(draw);
    for (;;) {
      const trial = tracked.get(settledBelow);
      if (trial?.ended === undefined) return settled.sort((one, other) => one.draw - other.draw);
      if (trial.ended.isCompared || trial.cut !== undefined) addMember(cutFolds(trial.folds, trial.cut));
      tracked.delete(settledBelow);
      judges.delete(settledBelow);
      const judged = settledBelow + lookback;
      judges.set(
        judged,
        rules.map((rule) => rule.judge()),
      );
      settledBelow += 1;
      settle(judged);
    }
  };

  return {
    report(draw, fold, value) {
      if (draw < settledBelow) return false;
      const trial = trackedOf(draw);
      // A report may arrive after the trial's end.
      if (trial.ended !== undefined) return false;
      trial.folds[fold] = [...(trial.folds[fold] ?? []), value];
      const known = judgesOf(draw);
      if (known !== undefined) judge(trial, known, direction);
      return trial.cut !== undefined;
    },
    end(draw, folds, ended) {
      tracked.set(draw, { folds: [...folds], passed: beginning, ended });
      return settleFrom(draw);
    },
    get settledBelow() {
      return settledBelow;
    },
  };
}

/** Judges the epochs that have not been judged yet, in their order, up to the first that ends the trial. */
function judge(trial: Tracked, judges: readonly Judge[], direction: Direction): void {
  const { folds, passed, ended } = trial;
  if (ended?.judged === 'none') return;
  for (const [fold, own] of folds.entries()) {
    const isOver = judges[fold];
    if (trial.cut !== undefined || fold < passed.fold || isOver === undefined) continue;
    const curve = meanCurve(folds.slice(0, fold + 1), direction);
    const isLast = ended?.judged === 'all but the last' && fold === folds.length - 1;
    const last = isLast ? own.length - 1 : own.length;
    for (let epochs = fold === passed.fold ? passed.epochs + 1 : 1; epochs <= last; epochs++) {
      trial.passed = { fold, epochs };
      if (!isOver(curve.slice(0, epochs))) continue;
      trial.cut = { fold, epochs };
      return;
    }
  }
}

function cutFolds(folds: readonly Curve[], cut: Cut | undefined): readonly Curve[] {
  if (cut === undefined) return folds;
  return folds
    .slice(0, cut.fold + 1)
    .map((own, fold) => (fold === cut.fold ? own.slice(0, cut.epochs) : own));
}
