import type { Predictions } from '../metrics/predictions.ts';
import type { ConformalQuantiles } from '../study/outputs/conformal-quantiles.ts';
import type { Pipeline } from '../study/pipeline.ts';
import type { Examples } from '../training/predict.ts';

/** A model that predicts new rows, from a study or an exported folder. */
export interface ServedModel {
  /** "trial 17", "ensemble 'best5'", the path of a folder. */
  readonly name: string;
  readonly pipeline: Pipeline;
  /** For intervals: those of an exported folder; a study's come from its data (conformal.ts). */
  readonly conformal?: ConformalQuantiles | undefined;
  /** True: inputs and predictions are bounded to the training ranges. */
  readonly isClipped?: boolean;
  /** The features of encoded rows, where the networks take these. */
  readonly featuresOf?: RowFeatures | undefined;
  /** [rows, classes] probabilities, or [rows] values in the target's own units, from what the networks take. */
  predict(examples: Examples): Promise<Predictions>;
}

/** Encoded rows → what the networks take. */
export type RowFeatures = (rows: Examples) => Promise<Examples>;

/** The predictions for encoded rows. */
export async function predictRows(model: ServedModel, { rows, x }: Examples): Promise<Predictions> {
  const encoded = { rows, x };
  return model.predict((await model.featuresOf?.(encoded)) ?? encoded);
}
