import type { Check } from './check.ts';
import { baseRate } from './model/base-rate.ts';
import { builds } from './model/builds.ts';
import { initialLoss } from './model/initial-loss.ts';
import { inputScale } from './model/inputs/input-scale.ts';
import { inputsDecoded } from './model/inputs/inputs-decoded.ts';
import { inputsUsed } from './model/inputs/inputs-used.ts';
import { logits } from './model/logits.ts';
import { lossOfRows } from './model/loss-of-rows.ts';
import { lossPulls } from './model/loss-pulls.ts';
import { noMixing } from './model/no-mixing.ts';
import { oneByOne } from './model/one-by-one.ts';
import { sameSeed } from './model/same-seed.ts';
import { signal } from './model/signal.ts';
import { weightsMove } from './model/weights-move.ts';

/** Checks of an untrained model, or of one trained for a few steps. */
export const modelChecks: readonly Check[] = [
  builds,
  inputsDecoded,
  inputScale,
  inputsUsed,
  initialLoss,
  baseRate,
  logits,
  lossOfRows,
  lossPulls,
  noMixing,
  oneByOne,
  weightsMove,
  signal,
  sameSeed,
];
