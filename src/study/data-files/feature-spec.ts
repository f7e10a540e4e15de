/** A fixed model whose outputs are the inputs of the trained models. */
export interface FeatureSpec {
  /** Its model.json, of a graph model or a layers model; relative to the space file, as the user wrote it. */
  readonly model: string;
  /** The node of a graph, or the layer. Default: the model's only output. */
  readonly output?: string;
  /** The least and the largest value of a pixel become these. Default: 0 and 1. */
  readonly inputRange?: readonly [least: number, largest: number];
}
