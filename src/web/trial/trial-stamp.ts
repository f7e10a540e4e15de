import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import { placeOf } from '../acting/configuration-of.ts';

/** Differs where the row of a trial differs: its state, its epochs, its value. */
export function stampOf(columns: TrialColumns, trial: number): string {
  const place = placeOf(columns, trial);
  return [columns.state[place], columns.epochs[place], columns.value[place]].join();
}
