import { useEffect, useState } from 'preact/hooks';
import type { TrialState } from '../../study/trial.ts';
import { sentence } from '../api/sentence.ts';
import { getStudies, type ListedStudy } from '../api/study-api.ts';
import { Card } from '../frame/card.tsx';
import { countText, numberText, trialsText } from '../frame/number-words.ts';
import './study-list.css';

/** The list is loaded anew this often: a study may begin at any time. */
const eachMs = 5000;

/** The studies of the database, the newest first, with the best value and the trials of each. */
export function StudyList() {
  const [studies, setStudies] = useState<readonly ListedStudy[]>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        setStudies(await getStudies(abort.signal));
        setError(undefined);
      } catch (problem) {
        if (!abort.signal.aborted) setError(sentence(problem));
      }
      if (!abort.signal.aborted) timer = setTimeout(() => void load(), eachMs);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, []);
  const isEmpty = studies?.length === 0;
  return (
    <Card
      title="Studies"
      note={studies === undefined ? '' : `${countText(studies.length)}`}
      command="hpsearch studies"
      isLoading={studies === undefined}
      height={120}
      {...(error !== undefined && { error })}
      {...(isEmpty && { empty: 'This database holds no study yet. hpsearch start space.json makes one.' })}
    >
      <ul class="study-list">
        {studies
          ?.toSorted((one, other) => other.id - one.id)
          .map((study) => (
            <Study key={study.id} study={study} />
          ))}
      </ul>
    </Card>
  );
}

function Study({ study }: { readonly study: ListedStudy }) {
  const { id, name, trials, best, metric, direction, isRunning, createdAt, backend } = study;
  const ended = trials.complete + trials.pruned + trials.failed;
  return (
    <li>
      <a href={`?study=${id}`}>
        <b>{name}</b>
        <span class="study-best">
          <b>{numberText(best)}</b> {direction === 'minimize' ? 'least' : 'most'} {metric}
        </span>
        <span class={isRunning ? 'is-running' : undefined}>
          {isRunning ? '● running' : createdAt.slice(0, 10)}
        </span>
        <span>
          {trialsText(ended)}
          {backend !== null && ` on ${backend}`}
        </span>
        <StateBar counts={trials} />
      </a>
    </li>
  );
}

const barStates = ['complete', 'pruned', 'failed', 'running', 'waiting'] as const;

/** The states of the trials as parts of a line, named by its title. */
function StateBar({ counts }: { readonly counts: Readonly<Record<TrialState, number>> }) {
  const shown = barStates.filter((state) => counts[state] > 0);
  const words = shown.map((state) => `${countText(counts[state])} ${state}`).join(', ');
  return (
    <span class="state-bar" role="img" aria-label={words} title={words}>
      {shown.map((state) => (
        <i key={state} class={state} style={{ flexGrow: counts[state] }} />
      ))}
    </span>
  );
}
