import type { CellForm } from '../cell-form.ts';

/** The prediction task: of one target, of several, or of labels of which a row may have any number. */
export type Task = SingleTask | JointTask | MultilabelTask;

/** The task of one target. */
export type SingleTask =
  | ({
      readonly kind: 'classification';
      readonly classes: readonly string[];
      /** The least probability of the second of two classes that predicts it; absent for the most probable class. */
      readonly threshold?: number;
      /** The classes are in an order: models predict conditional log odds (layers/ordered-classes.ts). */
      readonly ordered?: true;
    } & TargetCells)
  | ({
      /**
       * Targets are transformed and standardised, (t − mean) / std; predictions are scaled back
       * (outputs/target-scale.ts).
       */
      readonly kind: 'regression';
      readonly target: string;
      readonly mean: number;
      readonly std: number;
      /** Absent when the target itself is standardised. */
      readonly transform?: TargetTransform;
      /** How its cells are written; absent for plain numbers. */
      readonly form?: Exclude<CellForm, { type: 'date' }>;
      /** Targets are counts, with mean 0 and std 1; the network returns the logarithm of their expectation. */
      readonly count?: true;
      /** Ascending: the network returns these quantiles of the target, in place of its mean. */
      readonly quantiles?: readonly number[];
    } & TargetCells);

/** Several targets, each with a task of its own; outputs and targets of a row stand one after another. */
export interface JointTask {
  readonly kind: 'joint';
  readonly parts: readonly TaskPart[];
}

/** One of several targets. */
interface TaskPart {
  /** The target's column, or an output of the model. */
  readonly name: string;
  /** The part's share of the loss; those of all parts sum to 1. */
  readonly weight: number;
  readonly task: SingleTask;
}

/** Labels of which a row may have any number: a target, an output and a probability for each. */
export interface MultilabelTask extends TargetCells {
  readonly kind: 'multilabel';
  /** Names of columns of truth values; with a separator, the names in one column. */
  readonly labels: readonly string[];
  /** Divides the names in a cell of the one column. */
  readonly separator?: string;
}

interface TargetCells {
  /** The words that mean "no target", where the space file declares them. */
  readonly missing?: readonly string[];
}

/**
 * A power is that of Yeo and Johnson. A lambda whose transform has a bounded range has `low` or `high`, which limits
 * the predictions to one range of the training targets beyond the least or the largest of them.
 */
export type TargetTransform =
  | { readonly kind: 'log' }
  | { readonly kind: 'log1p' }
  | { readonly kind: 'power'; readonly lambda: number; readonly low?: number; readonly high?: number };
