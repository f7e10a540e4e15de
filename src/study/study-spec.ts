import type { Objective } from './objective.ts';
import type { SearchSpace } from './search-space.ts';

export const sources = ['mnist', 'digits', 'iris', 'penguins', 'csv'] as const;
export type Source = (typeof sources)[number];

export const scalings = ['standard', 'minMax', 'none'] as const;
export type Scaling = (typeof scalings)[number];

/** Fractions of the rows, or a column whose cells say train, validation or test. Seeded apart from the study. */
export type SplitSpec =
  | {
      readonly kind: 'fractions';
      readonly validation: number;
      readonly test: number;
      readonly stratify: boolean;
      readonly seed: number;
    }
  | { readonly kind: 'column'; readonly column: string };

export interface DataSpec {
  readonly source: Source;
  /** As the user wrote it, relative to the space file. */
  readonly path?: string;
  readonly target?: string;
  readonly task?: 'classification' | 'regression';
  readonly exclude: readonly string[];
  readonly split: SplitSpec;
  readonly scaling: Scaling;
}

/** A family of the catalogue, or the user's module: a path relative to the space file. */
export type ModelSpec =
  | { readonly kind: 'family'; readonly family: string }
  | { readonly kind: 'module'; readonly module: string };

export const backendNames = ['native', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

export interface TrainingSpec {
  readonly maxEpochs: number;
  /** Epochs without an improvement of more than `minDelta` after which a trial ends. */
  readonly patience: number;
  readonly minDelta: number;
  readonly timeoutSeconds: number;
  readonly backend: BackendName | 'auto';
}

export interface SearchSpec {
  readonly trials: number;
  readonly seed: number;
  readonly sampler: string;
  readonly pruner: string;
}

/** A parsed, checked and deeply frozen space file with every default filled in. Plain JSON. */
export interface StudySpec {
  readonly name: string;
  readonly data: DataSpec;
  readonly model: ModelSpec;
  readonly space: SearchSpace;
  readonly objective: Objective;
  readonly training: TrainingSpec;
  readonly search: SearchSpec;
  /** What people reach in the objective's metric; shown beside the best trial. */
  readonly humanBaseline?: number;
}
