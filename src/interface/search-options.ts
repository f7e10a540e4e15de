import type { SamplerName, SamplerSettings } from '../samplers/catalogue.ts';
import type { SchedulerName, SchedulerSettings } from '../schedulers/catalogue.ts';
import type { SpaceFileInput } from '../space-file/space-schema.ts';
import type { HumanScore } from '../study/human-score.ts';
import type { GivenArrays } from '../study/inputs/given-arrays.ts';
import type { Direction } from '../study/objective.ts';
import type { StageName } from '../study/search/stage.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import type { Conditions, ConfigurationOf, Space } from './space.ts';

/** A recorded trial; `value` is its objective, null until it has one. */
export type TrialOf<Config> = Omit<Trial, 'config'> & { readonly config: Config };
export type CompleteTrial<Config> = TrialOf<Config> & { readonly value: number };

/** How a search runs. Results do not depend on these options. */
export interface RunOptions<Config = Configuration> {
  /** Database of the studies: a file, or the URL of a PostgreSQL server. Default: $HPSEARCH_DB, then ./hpsearch.db. */
  readonly db?: string | undefined;
  /** Number of trials that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** The isolation of each running trial. Default: a thread. */
  readonly isolation?: 'thread' | 'process' | undefined;
  /** Maximum memory of a trial's process; requires isolation: 'process'. */
  readonly maxMemoryBytes?: number | undefined;
  /** Number of best trials whose weights are kept. Default: 20. */
  readonly keep?: number | undefined;
  /** Stores large weights outside the database: a folder, or s3://bucket/prefix. Default: $HPSEARCH_ARTIFACTS. */
  readonly artifacts?: string | undefined;
  /** True: the study adopts a module that has changed since it began. Default: that is a UsageError. */
  readonly acceptModule?: boolean | undefined;
  /** False: only the workers of other processes train; needs a PostgreSQL database. Default: true. */
  readonly train?: boolean | undefined;
  /** Seconds after which no trial starts. */
  readonly time?: number | undefined;
  /** Called with each trial that has ended, in the order in which they end. */
  readonly onTrial?: ((trial: TrialOf<Config>) => void) | undefined;
  /** Once aborted no trial starts; running ones end and are recorded, and the search rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/** Options that override a space file. */
interface Drawn extends FromOptions {
  /** Total number of configurations to try. Default: 30. */
  readonly trials?: number | undefined;
  /** The same seed gives the same trials. Default: 1. */
  readonly seed?: number | undefined;
  /** A name, or an object with its settings. Default: random. */
  readonly sampler?: SamplerName | SamplerSettings | undefined;
  /** A trial is chosen by the results of the trials at least so many before it. Default: 8. */
  readonly lookback?: number | undefined;
  /** Ends trials early by comparing them: a name, or an object with its settings. Default: none. */
  readonly scheduler?: SchedulerName | SchedulerSettings | undefined;
  /** The stage to search up to, each with `trials` trials. Default: no stages (docs/search.md). */
  readonly stage?: StageName | undefined;
  /** @deprecated The former name of `scheduler`. */
  readonly pruner?: SchedulerName | undefined;
}

/** Parts of `search` in a space file, for a space in a program. */
interface SearchSections<S extends Space> {
  /** Whether a configuration may run more than once. Default: false. */
  readonly repeats?: boolean | undefined;
  /** When the search ends before its last trial. */
  readonly budget?: NonNullable<Files['search']>['budget'] | undefined;
  /** Known configurations, which run first; parameters that are left out are drawn. */
  readonly enqueue?: readonly Partial<ConfigurationOf<NoInfer<S>>>[] | undefined;
}

/** The best configurations of another study, or of a table, that run first; they are read when the study begins. */
interface FromOptions {
  /** A table of trials, an exported study, a database, or the name of a study in `db`. */
  readonly from?: string | undefined;
  /** One study of several in a database. */
  readonly fromStudy?: string | undefined;
  /** Number of the configurations. Default: 5. */
  readonly fromTop?: number | undefined;
}

/** The limits of a budget as options that override those of a file. */
interface LimitOverrides {
  /** The search ends once a trial is better than this value by more than its standard error. */
  readonly until?: number | undefined;
  /** The search ends after this number of trials without a gain of more than a standard error. */
  readonly searchPatience?: number | undefined;
  /** The number of epochs that all trials may train together. */
  readonly totalEpochs?: number | undefined;
}

type Files = SpaceFileInput;

/** The settings that a space file has for arrays, for those of a program. */
type ArrayOptions = Omit<Extract<Files['data'], { readonly source: 'memory' }>, 'source' | 'path'>;

/** Models trained on data; the sections are those of a space file (docs/formats.md). */
export interface ModelOptions<S extends Space> extends Drawn, SearchSections<S> {
  readonly name: string;
  readonly data: Files['data'] | (GivenArrays & ArrayOptions);
  /** Default: the family mlp. */
  readonly model?: { readonly type: string } | { readonly module: string | URL } | undefined;
  readonly space: S & Conditions<S>;
  readonly objective?: Files['objective'];
  /** Constraints on trials by the name of a metric, or `parameters`. */
  readonly where?: Files['where'];
  readonly training?: Files['training'];
  readonly humanBaseline?: HumanScore | undefined;
  /** Whether a table's base rate and linear model stand in the ranking. Default: true for tables. */
  readonly baselines?: boolean | undefined;
  readonly initFrom?: Files['initFrom'] | undefined;
}

/** A number that a function returns. */
interface Goal {
  readonly metric: string;
  readonly direction: Direction;
}

/** A function of a module that each trial calls. */
export interface FunctionOptions<S extends Space> extends Drawn, SearchSections<S> {
  readonly name: string;
  /** A module that exports run(config, report, signal). */
  readonly model: { readonly objective: string | URL };
  readonly space: S & Conditions<S>;
  readonly objective: Goal | readonly Goal[];
  /** Constraints on trials by the name of a metric that the function returns. */
  readonly where?: Files['where'];
  /** `maxEpochs`, with a scheduler that has rungs: the number of steps that a whole trial reports. */
  readonly training?: { readonly timeoutSeconds?: number; readonly maxEpochs?: number } | undefined;
}

/** A space file, and options that override it. */
export interface FileOptions extends Omit<Drawn, 'sampler' | 'scheduler'>, LimitOverrides {
  readonly sampler?: SamplerName | undefined;
  readonly scheduler?: SchedulerName | undefined;
  readonly space: string | URL;
  /** Default: the space's. */
  readonly name?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
}

/** Data without a space file: the default search space for them, and options that override it. */
export interface DataOptions extends Omit<FileOptions, 'space'> {
  /** A table in a file, an SQLite database, a folder of images, or the name of built-in data. */
  readonly data: string | URL;
  /** The column to predict, of a table. */
  readonly target?: string | undefined;
  /** The SQL select that makes the table, of an SQLite database. */
  readonly query?: string | undefined;
}
