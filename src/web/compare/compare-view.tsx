import { useEffect } from 'preact/hooks';
import { loadDatabase } from '../acting/command-line.ts';
import { CompareStudies } from './compare-studies.tsx';
import { CompareTrials } from './compare-trials.tsx';
import '../trial/trial.css';
import './compare.css';

/** Picked trials side by side, and this study beside others of the database. */
export function CompareView() {
  useEffect(() => void loadDatabase(), []);
  return (
    <div class="grid">
      <CompareTrials />
      <CompareStudies />
    </div>
  );
}
