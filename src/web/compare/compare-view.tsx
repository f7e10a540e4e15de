import { CompareStudies } from './compare-studies.tsx';
import { CompareTrials } from './compare-trials.tsx';
import '../trial/trial.css';
import './compare.css';

/** Picked trials side by side, and this study beside others of the database. */
export function CompareView() {
  return (
    <div class="grid">
      <CompareTrials />
      <CompareStudies />
    </div>
  );
}
