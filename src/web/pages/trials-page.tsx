import { SelectionBar } from '../selection/selection-bar.tsx';
import { TrialTable } from '../trials/trial-table.tsx';

/** All trials as a table that fills the page. */
export function TrialsPage() {
  return (
    <>
      <SelectionBar />
      <TrialTable isWholePage />
    </>
  );
}
