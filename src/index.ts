// A program imports this file; docs/interface.md describes its functions.

export {
  type Fault,
  FaultsError,
  HpsearchError,
  InterruptedError,
  NoTrialCompletedError,
  UsageError,
} from './faults/errors.ts';
export { type AblateOptions, ablate } from './interface/ablate.ts';
export { type AnnotateOptions, annotate } from './interface/annotate.ts';
export { type ConfirmOptions, confirm } from './interface/confirm.ts';
export { type ContinuedTrials, type ContinueOptions, continueTrials } from './interface/continue-trials.ts';
export { type DistillOptions, distill } from './interface/distill.ts';
export { type EnsembleOptions, ensemble } from './interface/ensemble.ts';
export { type Evaluated, type EvaluateOptions, evaluate } from './interface/evaluate.ts';
export { type ImportanceOptions, importance } from './interface/importance.ts';
export { type LearningCurveOptions, learningCurve } from './interface/learning-curve.ts';
export { type OpenModelOptions, openModel } from './interface/open-model.ts';
export { type PredictOptions, predict } from './interface/predict.ts';
export { type RefineOptions, refine } from './interface/refine.ts';
export { type RerunOptions, rerun } from './interface/rerun.ts';
export { type EarlyResult, type SearchResult, search } from './interface/search.ts';
export type {
  CompleteTrial,
  DataOptions,
  FileOptions,
  FunctionOptions,
  ModelOptions,
  RunOptions,
  TrialOf,
} from './interface/search-options.ts';
export {
  type ConfigurationOf,
  choice,
  int,
  logInt,
  logNormal,
  logUniform,
  normal,
  type Parameter,
  type Space,
  uniform,
  when,
} from './interface/space.ts';
export { type Ranked, type TopOptions, top } from './interface/top.ts';
export { type WorkOptions, work } from './interface/work.ts';
export type { MetricInput, OwnMetric } from './metrics/own-metric.ts';
export type { Report, Reported, Run, TrialTools } from './objectives/objective.ts';
export type { ConfirmReport } from './reports/confirm-report.ts';
export type { AnnotationReport } from './reports/data/annotation-report.ts';
export type { Distilled } from './reports/distill-report.ts';
export type { WorkedStudy, WorkReport } from './reports/fleet/work-report.ts';
export type { AblationReport } from './reports/learned/ablation-report.ts';
export type { LearningCurveReport } from './reports/learned/learning-curve-report.ts';
export type {
  ParameterEffect,
  ParameterImportanceReport,
} from './reports/learned/parameter-importance-report.ts';
export type { RefineReport } from './reports/learned/refine-report.ts';
export type { Prediction } from './reports/prediction.ts';
export type { RerunReport, SpreadReport } from './reports/rerun-report.ts';
export type { OpenModel, TensorLike } from './serving/open-model.ts';
export type { GivenArray, GivenArrays } from './study/inputs/given-arrays.ts';
