import { accuracy } from './classification/accuracy.ts';
import { averagePrecision } from './classification/average-precision.ts';
import { balancedAccuracy } from './classification/balanced-accuracy.ts';
import { cohenKappa, quadraticKappa } from './classification/cohen-kappa.ts';
import { classLoss, logLoss } from './classification/log-loss.ts';
import { macroF1 } from './classification/macro-f1.ts';
import { matthews } from './classification/matthews.ts';
import { rankMae } from './classification/rank-error.ts';
import { rocAuc } from './classification/roc-auc.ts';
import { topKAccuracy } from './classification/top-k-accuracy.ts';
import type { ClassExamples, Metric, ValueExamples } from './metric.ts';
import type { LabelExamples } from './multilabel/examples.ts';
import { macroLabelF1, microLabelF1 } from './multilabel/label-f1.ts';
import { labelLoss } from './multilabel/label-loss.ts';
import { labelAveragePrecision, labelRocAuc } from './multilabel/ranked-labels.ts';
import { hammingLoss, subsetAccuracy } from './multilabel/right-labels.ts';
import { mae, medianAbsoluteError } from './regression/absolute-error.ts';
import { mape, smape } from './regression/percentage-error.ts';
import { pinballLoss } from './regression/pinball-loss.ts';
import { poissonDeviance } from './regression/poisson-deviance.ts';
import { quantileLoss } from './regression/quantile-loss.ts';
import { r2 } from './regression/r2.ts';
import { spearman } from './regression/spearman.ts';
import { rmse, squaredError } from './regression/squared-error.ts';

/** Every classification metric by name; the first three are computed for every trial. */
export const classMetrics = {
  loss: classLoss,
  accuracy,
  f1: macroF1,
  logLoss,
  balancedAccuracy,
  rocAuc,
  averagePrecision,
  matthews,
  cohenKappa,
  quadraticKappa,
  rankMae,
  top2Accuracy: topKAccuracy(2),
  top3Accuracy: topKAccuracy(3),
  top5Accuracy: topKAccuracy(5),
} as const satisfies Readonly<Record<string, Metric<ClassExamples>>>;

/** Every metric of labels by name; the first four are computed for every trial. */
export const labelMetrics = {
  loss: labelLoss,
  subsetAccuracy,
  hammingLoss,
  f1: macroLabelF1,
  microF1: microLabelF1,
  rocAuc: labelRocAuc,
  averagePrecision: labelAveragePrecision,
} as const satisfies Readonly<Record<string, Metric<LabelExamples>>>;

/** Every regression metric by name; the first three are computed for every trial. */
export const valueMetrics = {
  loss: squaredError,
  mae,
  r2,
  rmse,
  medianAbsoluteError,
  mape,
  smape,
  pinball5: pinballLoss(5),
  pinball10: pinballLoss(10),
  pinball25: pinballLoss(25),
  pinball50: pinballLoss(50),
  pinball75: pinballLoss(75),
  pinball90: pinballLoss(90),
  pinball95: pinballLoss(95),
  spearman,
} as const satisfies Readonly<Record<string, Metric<ValueExamples>>>;

/** The losses of the tasks that have another than the mean squared error. */
export const lossOfValues = {
  regression: squaredError,
  count: poissonDeviance,
  quantile: quantileLoss,
} as const;
