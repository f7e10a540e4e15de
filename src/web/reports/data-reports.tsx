import { ReportCard } from './report-card.tsx';
import { addLabelButtons } from './suspect-labels.tsx';

/** The rows that the study was trained on, and those whose labels its best models doubt. */
export function DataReports() {
  return (
    <div class="grid">
      <ReportCard
        title="Suspects"
        kind="suspects"
        about="Rows whose given values the best models contradict: the labels to look at first. The models predict all rows, in some seconds."
        command="hpsearch data space.json --suspects"
        prepare={addLabelButtons}
      />
      <ReportCard
        title="Data"
        kind="data"
        about="Distributions, faults, duplicates, leaks and drift of the columns, and the rows themselves. It reads the data anew."
        command="hpsearch data space.json"
      />
    </div>
  );
}
