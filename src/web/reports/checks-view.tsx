import { ReportCard } from './report-card.tsx';

/** The recipe's checks of data, model and training, in the middle of the space. */
export function ChecksView() {
  return (
    <div class="grid">
      <ReportCard
        title="Checks"
        kind="check"
        about="Tests of the data, the model and the training with the configuration in the middle of the space. They train small models for some seconds to a minute."
        command="hpsearch check space.json"
      />
    </div>
  );
}
