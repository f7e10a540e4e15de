import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import { openView } from '../state/address.ts';
import { hovered, togglePicked } from '../state/selection.ts';

interface KeyContext {
  readonly trials: TrialColumns;
  /** In the table's order. */
  readonly places: Uint32Array;
  readonly rowsOfAPage: number;
  /** Scrolls to the row at this index. */
  reveal(index: number): void;
}

/** Moves the cursor, picks the trial at it (space), or opens it (Enter). */
export function handleTableKey(event: KeyboardEvent, context: KeyContext): void {
  const { trials, places, rowsOfAPage, reveal } = context;
  const at = hovered.value === undefined ? -1 : places.indexOf(trials.trial.indexOf(hovered.value));
  const last = places.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + rowsOfAPage,
    PageUp: at - rowsOfAPage,
    Home: 0,
    End: last,
  };
  const target = targets[event.key];
  if (target !== undefined && last >= 0) {
    const index = Math.min(last, Math.max(0, target));
    hovered.value = trials.trial[places[index] as number];
    reveal(index);
  } else if (event.key === ' ' && hovered.value !== undefined) togglePicked(hovered.value);
  else if (event.key === 'Enter' && hovered.value !== undefined) {
    openView({ view: 'trial', trial: hovered.value });
  } else return;
  event.preventDefault();
}
