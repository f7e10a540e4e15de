import { channel } from 'node:diagnostics_channel';

/** How many rows a fixed model has taken of all whose features are asked for, published as they are computed. */
export interface FeatureStep {
  /** The model's path as the space file has it. */
  readonly model: string;
  readonly done: number;
  readonly rows: number;
}

/** A channel, not a callback: features are computed wherever a study's data are read, by commands of all kinds. */
export const featureSteps = channel('hpsearch:feature-steps');
