import type { ColumnSpec } from './column-spec.ts';
import type { DataPath } from './data-files/data-path.ts';
import type { FeatureSpec } from './data-files/feature-spec.ts';
import type { SplitSpec } from './data-files/split-spec.ts';
import type { TextLayout } from './data-files/text-layout.ts';
import type { HumanScore } from './human-score.ts';
import type { InitFromSpec } from './initial-weights.ts';
import type { ArrayRequest } from './inputs/array-request.ts';
import type { Objective } from './objective.ts';
import type { Scaling } from './scaling.ts';
import type { OwnDirections } from './search/own-directions.ts';
import type { SearchSpec } from './search/search-spec.ts';
import type { Where } from './search/where.ts';
import type { SearchSpace } from './search-space.ts';
import type { DeclaredTasks } from './task/task-name.ts';
import type { SeriesSpecs } from './windows/sequence-spec.ts';

export { defaultSplit, type SplitSpec } from './data-files/split-spec.ts';

/** Table formats of files; `csv` detects the format by the file's ending and first bytes. */
export const tableFormatNames = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;
export type TableFormatName = (typeof tableFormatNames)[number];

export const sources = [
  'mnist',
  'digits',
  'iris',
  'penguins',
  ...tableFormatNames,
  'sqlite',
  'images',
  'npz',
  'idx',
  'module',
  'memory',
] as const;
export type Source = (typeof sources)[number];

export const targetTransforms = ['log', 'log1p', 'power'] as const;
export type TargetTransformName = (typeof targetTransforms)[number];

export interface DataSpec extends TextLayout, SeriesSpecs, Omit<ArrayRequest, 'inputs'> {
  /** Names of arrays; of a table the columns of each of several inputs. */
  readonly inputs?: ArrayRequest['inputs'] | Readonly<Record<string, readonly string[]>>;
  /** 'none' for a study that was imported without data, or whose trials call a function. */
  readonly source: Source | 'none';
  /** As the user wrote it, relative to the space file. */
  readonly path?: DataPath;
  /** An SQL query, for an SQLite database. */
  readonly query?: string;
  /** A list of several columns has a task for each; a list of columns or one column of labels goes with `multilabel`. */
  readonly target?: string | readonly string[];
  /** Weights of several targets in the loss, by name; 1 for one that is left out. */
  readonly targetWeights?: Readonly<Record<string, number>>;
  /** Divides the labels in a cell of the one target of a `multilabel` task. */
  readonly separator?: string;
  /** Height and width that images are resized to. */
  readonly size?: readonly [height: number, width: number];
  /** 1 for grey, 3 for colour; 2 and 4 have alpha besides. */
  readonly channels?: 1 | 2 | 3 | 4;
  /** For images that a table lists: the column of their paths, and the folder that these begin at, from the table's. */
  readonly image?: string;
  readonly root?: string;
  /** For a folder of images: its folders are classes, whatever their names. */
  readonly folders?: 'classes';
  readonly task?: DeclaredTasks;
  /** The quantiles that a quantile regression predicts, ascending. */
  readonly quantiles?: readonly number[];
  /** For regressions; fitted to the training rows and inverted in predictions and metrics. */
  readonly targetTransform?: TargetTransformName;
  /** The column of the rows' weights in the training loss, and with `weightMetrics` in the metrics. */
  readonly weight?: string;
  readonly weightMetrics?: boolean;
  /** Weights of the classes in the training loss: n / (k · n_c), or by name, 1 for a class that is left out. */
  readonly classWeights?: 'balanced' | Readonly<Record<string, number>>;
  readonly exclude: readonly string[];
  /** Types of a table's columns; those of others are inferred. */
  readonly columns?: Readonly<Record<string, ColumnSpec>>;
  /** How numbers are written in a table. */
  readonly decimal?: '.' | ',';
  readonly thousands?: string;
  /** Words that mean "no value" in a table, instead of the known ones. */
  readonly missing?: readonly string[];
  /** Adds an input that says whether the cell is missing to each column of numbers or dates. */
  readonly missingIndicators?: boolean;
  readonly split: SplitSpec;
  readonly scaling: Scaling;
  /** The values of `data.scaling` where the space searches it; `scaling` is the first of them. */
  readonly scalings?: readonly Scaling[];
  /** The trained models take the outputs of this model in place of the rows. */
  readonly features?: FeatureSpec;
}

/** The data of a study without data. */
export const noData: DataSpec = {
  source: 'none',
  exclude: [],
  split: { kind: 'fractions', validation: 0, test: 0, stratify: false, seed: 0 },
  scaling: 'none',
};

/**
 * A family of the catalogue, or the user's module at a path relative to the space file. Or no model: the trials call
 * the function of a module instead of training, or were imported from another tool and no more can be trained.
 */
export type ModelSpec =
  | { readonly kind: 'imported'; readonly from: string }
  | { readonly kind: 'family'; readonly family: string }
  | ({ readonly kind: 'module'; readonly metrics?: OwnDirections } & RecordedModule)
  | ObjectiveModule;

export interface ObjectiveModule extends RecordedModule {
  readonly kind: 'objective';
}

export interface RecordedModule {
  /** A path relative to the space file. */
  readonly module: string;
  /** SHA-256 of its code when the study began (modules/module-digest.ts); absent from studies of older versions. */
  readonly digest?: string;
}

/** The model with the current digest of its module; unchanged when it has no module. */
export function withDigest(model: ModelSpec, digest: string): ModelSpec {
  return 'module' in model ? { ...model, digest } : model;
}

/** The family, the module's path, or the origin of imported trials. */
export function modelTitle(model: ModelSpec): string {
  switch (model.kind) {
    case 'family':
      return model.family;
    case 'module':
    case 'objective':
      return model.module;
    case 'imported':
      return model.from;
  }
}

/** The reason why a study imported from another tool can neither train nor predict. */
export function withoutModel(from = 'another tool'): string {
  return `the study was imported from ${from} without data and model: top, show, studies and export read it, and nothing can be trained`;
}

/** The reason why a study has no models; undefined when it has. */
export function whyNoModels(model: ModelSpec): string | undefined {
  if (model.kind === 'imported') return withoutModel(model.from);
  if (model.kind !== 'objective') return undefined;
  return `there are no models: the trials call the function of ${model.module}, and nothing is trained`;
}

export const backendNames = ['native', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** The backend of a study's trials; null when they train no model. */
export function backendOf({
  spec,
  backend,
}: {
  readonly spec: Pick<StudySpec, 'model'>;
  readonly backend: BackendName;
}): BackendName | null {
  return whyNoModels(spec.model) === undefined ? backend : null;
}

export interface TrainingSpec {
  readonly maxEpochs: number;
  /** Epochs without an improvement of more than `minDelta` after which a trial ends. */
  readonly patience: number;
  readonly minDelta: number;
  /** The time constant of the average of the weights that is validated and kept; absent: each epoch's own weights. */
  readonly averageEpochs?: number;
  readonly timeoutSeconds: number;
  /** A trial ends, complete, after the first epoch that ends later; with folds, the time of all models together. */
  readonly secondsPerTrial?: number;
  readonly backend: BackendName | 'auto';
  /** The least probability of the second of two classes that predicts it, or chosen on validation by each trial. */
  readonly threshold?: 'auto' | number;
  /** The predictor of a study with folds: 'bag' is the mean of their models (the default), 'refit' one model of all rows. */
  readonly final?: 'bag' | 'refit';
}

/** As a space file has it: 'auto' is decided by the training rows (search/decide-epochs.ts). */
interface WrittenTraining extends Omit<TrainingSpec, 'maxEpochs' | 'patience'> {
  readonly maxEpochs: number | 'auto';
  readonly patience: number | 'auto';
}

/** A parsed, checked and deeply frozen space file with every default filled in. Plain JSON. */
export interface StudySpec {
  readonly name: string;
  readonly data: DataSpec;
  readonly model: ModelSpec;
  readonly space: SearchSpace;
  readonly objective: Objective;
  /** All objectives, the first one included; absent when there is only one. */
  readonly objectives?: readonly Objective[];
  readonly where?: Where;
  readonly training: TrainingSpec;
  readonly search: SearchSpec;
  /** The source of the models' initial weights; absent when all are drawn. */
  readonly initFrom?: InitFromSpec;
  /** Human performance in the readable metric (human-baseline.ts); shown beside the best trial. */
  readonly humanBaseline?: HumanScore;
  /** False: the study has no baselines. Absent: it has some if its data are a table. */
  readonly baselines?: false;
}

/** The spec of a space file whose data have not been read. */
export interface WrittenSpec extends Omit<StudySpec, 'training'> {
  readonly training: WrittenTraining;
}
