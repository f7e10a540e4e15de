import type { Check } from './check.ts';
import { dataChecks } from './data-checks.ts';
import { modelChecks } from './model-checks.ts';
import { trainingChecks } from './training-checks.ts';

/** Every check, in the order in which they run: what fails early explains what fails later. */
export const checks: readonly Check[] = [...dataChecks, ...modelChecks, ...trainingChecks];
