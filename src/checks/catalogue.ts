import type { Check } from './check.ts';
import { dataChecks } from './data-checks.ts';
import { modelChecks } from './model-checks.ts';
import { trainingChecks } from './training-checks.ts';

/** Every check in order: an early failure explains later ones. */
export const checks: readonly Check[] = [...dataChecks, ...modelChecks, ...trainingChecks];
