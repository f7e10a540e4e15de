import { Card } from '../frame/card.tsx';
import { isConnected, troubles } from '../state/study-state.ts';

/** For a study that is not there, or that cannot be read. */
export function MissingStudy() {
  const isLost = isConnected.value === false;
  return (
    <Card title={isLost ? 'No connection' : 'This study cannot be shown'}>
      <div class="card-state">
        <p>
          {troubles.value.trials}{' '}
          {isLost && 'The page tries again by itself, and needs hpsearch dashboard to run.'}
        </p>
        <p>
          <a href="?">All studies</a>
        </p>
      </div>
    </Card>
  );
}
