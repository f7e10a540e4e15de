import type { Check } from './check.ts';
import { augmentedLabels } from './data/augmented-labels.ts';
import { classNames } from './data/class-names.ts';
import { conflictingLabels } from './data/conflicting-labels.ts';
import { consistentRows } from './data/consistent-rows.ts';
import { constantColumns } from './data/constant-columns.ts';
import { datesAreDates } from './data/dates-are-dates.ts';
import { enoughRows } from './data/enough-rows.ts';
import { finiteValues } from './data/finite-values.ts';
import { independentRows } from './data/independent-rows.ts';
import { labelsFitRows } from './data/labels-fit-rows.ts';
import { noCopiedRows } from './data/no-copied-rows.ts';
import { noMissingCodes } from './data/no-missing-codes.ts';
import { noNearCopies } from './data/no-near-copies.ts';
import { noTargetLeak } from './data/no-target-leak.ts';
import { oneUnit } from './data/one-unit.ts';
import { noSharedSteps } from './data/sequences/no-shared-steps.ts';
import { tokenIds } from './data/sequences/token-ids.ts';
import { splitsAlike } from './data/splits-alike.ts';

/** Checks of the rows, before any model. */
export const dataChecks: readonly Check[] = [
  finiteValues,
  enoughRows,
  classNames,
  constantColumns,
  tokenIds,
  datesAreDates,
  noMissingCodes,
  oneUnit,
  consistentRows,
  splitsAlike,
  noCopiedRows,
  noNearCopies,
  noSharedSteps,
  independentRows,
  conflictingLabels,
  noTargetLeak,
  labelsFitRows,
  augmentedLabels,
];
