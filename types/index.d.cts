// The types of require('hpsearch'), which gives the same module as import: a test compares the lists.
import type * as hpsearch from '../dist/src/index.js' with { 'resolution-mode': 'import' };

export type * from '../dist/src/index.js' with { 'resolution-mode': 'import' };

export declare const ablate: typeof hpsearch.ablate;
export declare const annotate: typeof hpsearch.annotate;
export declare const choice: typeof hpsearch.choice;
export declare const confirm: typeof hpsearch.confirm;
export declare const continueTrials: typeof hpsearch.continueTrials;
export declare const distill: typeof hpsearch.distill;
export declare const ensemble: typeof hpsearch.ensemble;
export declare const evaluate: typeof hpsearch.evaluate;
export declare const importance: typeof hpsearch.importance;
export declare const int: typeof hpsearch.int;
export declare const learningCurve: typeof hpsearch.learningCurve;
export declare const logInt: typeof hpsearch.logInt;
export declare const logNormal: typeof hpsearch.logNormal;
export declare const logUniform: typeof hpsearch.logUniform;
export declare const normal: typeof hpsearch.normal;
export declare const openModel: typeof hpsearch.openModel;
export declare const predict: typeof hpsearch.predict;
export declare const refine: typeof hpsearch.refine;
export declare const rerun: typeof hpsearch.rerun;
export declare const search: typeof hpsearch.search;
export declare const top: typeof hpsearch.top;
export declare const uniform: typeof hpsearch.uniform;
export declare const when: typeof hpsearch.when;

export declare const FaultsError: typeof hpsearch.FaultsError;
export type FaultsError = hpsearch.FaultsError;
export declare const HpsearchError: typeof hpsearch.HpsearchError;
export type HpsearchError = hpsearch.HpsearchError;
export declare const InterruptedError: typeof hpsearch.InterruptedError;
export type InterruptedError = hpsearch.InterruptedError;
export declare const NoTrialCompletedError: typeof hpsearch.NoTrialCompletedError;
export type NoTrialCompletedError = hpsearch.NoTrialCompletedError;
export declare const UsageError: typeof hpsearch.UsageError;
export type UsageError = hpsearch.UsageError;
export declare const work: typeof hpsearch.work;
