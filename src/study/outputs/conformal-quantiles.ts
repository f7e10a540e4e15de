/** Conformal quantiles: of the target's distance from the prediction or its quantiles, or of 1 − the probability of the class. */
export interface ConformalQuantiles {
  /** Number of rows, unseen by the models, whose scores these are. */
  readonly rows: number;
  /** Those of the only target; none where there are several, or labels. */
  readonly levels: readonly LevelQuantile[];
  /** Those of each of several targets, or of each label, in their order. */
  readonly targets?: readonly TargetQuantiles[];
}

/** The conformal quantiles of one of several targets, or of a label. */
interface TargetQuantiles {
  readonly name: string;
  readonly levels: readonly LevelQuantile[];
}

/** A level with its conformal quantile. */
export interface LevelQuantile {
  readonly level: number;
  readonly quantile: number;
}

/** The quantile of a level, which may have been written down as 0.9 and asked for as 1 − 0.1. */
export function storedQuantile(
  levels: readonly LevelQuantile[] | undefined,
  level: number,
): LevelQuantile | undefined {
  return levels?.find((stored) => Math.abs(stored.level - level) < 1e-9);
}
