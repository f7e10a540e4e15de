import { Card } from '../frame/card.tsx';
import { trials } from '../state/study-state.ts';

/** All trials: a row each. */
export function TrialTable({ isWholePage = false }: { readonly isWholePage?: boolean }) {
  const count = trials.value?.trial.length ?? 0;
  return (
    <Card
      title={isWholePage ? 'Trials' : 'Ranking'}
      note={`${count} trials`}
      isLoading={trials.value === undefined}
    >
      {count}
    </Card>
  );
}
