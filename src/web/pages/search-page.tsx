import { SelectionBar } from '../selection/selection-bar.tsx';
import { TrialTable } from '../trials/trial-table.tsx';
import { VerdictPanel } from '../verdict/verdict-panel.tsx';

/** The linked views of a search: verdict, pictures, and the ranking, with one selection. */
export function SearchPage() {
  return (
    <>
      <VerdictPanel />
      <SelectionBar />
      <div class="grid">
        <TrialTable />
      </div>
    </>
  );
}
