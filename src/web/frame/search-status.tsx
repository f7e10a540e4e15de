import { useEffect, useState } from 'preact/hooks';
import { searchPace } from '../../plots/search-pace.ts';
import { databaseProblem, head, isConnected, trials } from '../state/study-state.ts';
import { countText, durationText, numberText, trialsText } from './number-words.ts';

/** "● running · 243 of 300 trials · 2 workers · 7 a minute · 8 min left". */
export function SearchStatus() {
  useTick(head.value?.run.isRunning === true);
  if (isConnected.value === false) {
    return (
      <p class="page-status is-lost" role="status">
        <span class="dot">●</span> connection lost, trying again
      </p>
    );
  }
  if (databaseProblem.value !== undefined) {
    return (
      <p class="page-status is-lost" role="status" title={databaseProblem.value}>
        <span class="dot">●</span> the database cannot be read at present
      </p>
    );
  }
  if (head.value === undefined) return <p class="page-status" />;
  const { isRunning } = head.value.run;
  return (
    <p class={isRunning ? 'page-status is-running' : 'page-status'}>
      <span class="dot" aria-hidden="true">
        ●
      </span>{' '}
      {statusParts().join(' · ')}
    </p>
  );
}

function statusParts(): string[] {
  if (head.value === undefined) return [];
  const { counts, trials: wanted, run } = head.value;
  const ended = counts.complete + counts.pruned + counts.failed;
  const count = ended < wanted ? `${countText(ended)} of ${trialsText(wanted)}` : trialsText(ended);
  if (!run.isRunning) return [ended < wanted ? 'not running' : 'ended', count];
  const parts = ['running', count];
  // None for a moment, between two trials.
  if (run.workers > 0) parts.push(`${run.workers} ${run.workers === 1 ? 'worker' : 'workers'}`);
  const pace = trials.value && searchPace(trials.value, Date.now() / 1000);
  if (pace === undefined) return parts;
  const { perMinute } = pace;
  parts.push(
    perMinute >= 1
      ? `${numberText(Math.round(perMinute))} a minute`
      : `${numberText(Math.round(60 * perMinute))} an hour`,
  );
  if (ended < wanted) parts.push(`${durationText((60 * (wanted - ended)) / perMinute)} left`);
  return parts;
}

/** Renders anew every few seconds while the search runs: its pace falls when nothing ends. */
function useTick(isOn: boolean): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setTick((tick) => tick + 1), 5000);
    return () => clearInterval(timer);
  }, [isOn]);
}
