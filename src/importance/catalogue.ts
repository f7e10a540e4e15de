import { fanova } from './fanova/fanova.ts';
import type { ImportanceMethod } from './importance.ts';
import { pedAnova } from './ped-anova/ped-anova.ts';

/** Every method by its name; the first is the default. */
export const importanceMethods = {
  'ped-anova': pedAnova,
  fanova,
} as const satisfies Readonly<Record<string, ImportanceMethod>>;
