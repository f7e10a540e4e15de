import { useEffect, useState } from 'preact/hooks';
import { sentence } from '../api/request.ts';
import { getStudies, type ListedStudy } from '../api/study-api.ts';
import { Card } from '../frame/card.tsx';
import { countText, numberText } from '../frame/number-words.ts';

/** The studies of the database, with the best value and the trials of each. */
export function StudyList() {
  const [studies, setStudies] = useState<readonly ListedStudy[]>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    getStudies().then(setStudies, (problem: unknown) => setError(sentence(problem)));
  }, []);
  return (
    <Card
      title="Studies"
      command="hpsearch studies"
      {...(error !== undefined && { error })}
      {...(studies?.length === 0 && { empty: 'This database holds no study yet: hpsearch start makes one.' })}
      isLoading={studies === undefined}
      height={240}
    >
      <ul class="study-list">
        {studies?.map((study) => (
          <li key={study.id}>
            <a href={`?study=${study.id}`}>
              <b>{study.name}</b>
              <span>
                {study.metric} {numberText(study.best ?? undefined)}
              </span>
              <span>
                {countText(Object.values(study.trials).reduce((sum, count) => sum + count, 0))} trials
              </span>
              <span>{study.isRunning ? 'running' : study.createdAt.slice(0, 10)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
