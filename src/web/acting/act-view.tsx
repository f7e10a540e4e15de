import { mayAct } from '../state/token.ts';
import { EnqueueCard } from './enqueue/enqueue-card.tsx';
import { JobsCard } from './jobs-card.tsx';
import { RequestsCard } from './requests-card.tsx';
import { SteeringCard } from './steering-card.tsx';
import { TrainingCard } from './training-card.tsx';
import './acting.css';

/** Everything that the page can change: the search, its configurations, further trainings; and what became of it. */
export function ActView() {
  return (
    <>
      {!mayAct.value && (
        <p class="read-only">
          This page may only read: it was opened without the token that <code>hpsearch dashboard</code>{' '}
          prints. Each action shows the command that does the same.
        </p>
      )}
      <div class="grid">
        <SteeringCard />
        <TrainingCard />
        <EnqueueCard />
        <RequestsCard />
        <JobsCard />
      </div>
    </>
  );
}
