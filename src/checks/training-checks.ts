import type { Check } from './check.ts';
import { blindBaseline } from './training/blind-baseline.ts';
import { capacity } from './training/capacity.ts';
import { estimate } from './training/estimate.ts';
import { firstLayer } from './training/first-layer.ts';
import { fitsTrainingSet } from './training/fits-training-set.ts';
import { lossFalls } from './training/loss-falls.ts';
import { overfitFew } from './training/memorising/overfit-few.ts';
import { plainSettings } from './training/plain-settings.ts';
import { predictionDynamics } from './training/prediction-dynamics.ts';
import { simpleBaselines } from './training/simple-baselines.ts';

/** Checks that train for some epochs. */
export const trainingChecks: readonly Check[] = [
  overfitFew,
  lossFalls,
  plainSettings,
  blindBaseline,
  simpleBaselines,
  capacity,
  fitsTrainingSet,
  predictionDynamics,
  firstLayer,
  estimate,
];
