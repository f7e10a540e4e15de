import type { Predictions } from '../metrics/predictions.ts';
import type { ConformalQuantiles } from '../study/outputs/prediction-region.ts';
import type { Pipeline } from '../study/pipeline.ts';
import type { Examples } from '../training/predict.ts';

/** A model that predicts new rows, from a study or an exported folder. */
export interface ServedModel {
  /** "trial 17", "ensemble 'best5'", the path of a folder. */
  readonly name: string;
  readonly pipeline: Pipeline;
  /** For intervals: those of an exported folder; a study's come from its data (conformal.ts). */
  readonly conformal?: ConformalQuantiles | undefined;
  /** [rows, classes] probabilities, or [rows] values in the target's own units. */
  predict(examples: Examples): Promise<Predictions>;
}
