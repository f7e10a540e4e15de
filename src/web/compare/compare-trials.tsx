import { Card } from '../frame/card.tsx';
import { picked } from '../state/selection.ts';
import { head, trials } from '../state/study-state.ts';
import { ranking } from '../trial/ranking.ts';
import { ComparedCurves } from './compared-curves.tsx';
import { comparedRows, comparisonText } from './compared-rows.ts';
import { ComparedTable } from './compared-table.tsx';

/** The picked trials side by side: the parameters that differ first, their metrics, and their curves over each other. */
export function CompareTrials() {
  const study = head.value;
  const columns = trials.value;
  if (study === undefined || columns === undefined)
    return <Card title="Trials" isLoading isWide height={240} />;
  const known = new Set(columns.trial);
  const numbers = picked.value.filter((trial) => known.has(trial));
  if (numbers.length === 0) {
    return (
      <Card title="Trials" isWide>
        <p class="quiet">
          No trial is picked. A click on a trial in a plot or in the table picks it; so does its own page.
        </p>
        <div class="actions">
          <PickButton title="Pick the best three" trials={ranking.value.slice(0, 3)} />
          {study.tied.length > 0 && study.best !== null && (
            <PickButton title="Pick the best group" trials={[study.best, ...study.tied]} />
          )}
        </div>
      </Card>
    );
  }
  const rows = comparedRows(study, columns, numbers);
  const differing = rows.filter(({ kind, differs }) => kind === 'parameter' && differs).length;
  return (
    <>
      <Card
        title="Trials"
        note={`${numbers.length} picked, ${differing} parameter${differing === 1 ? ' differs' : 's differ'}`}
        csv={() => comparisonText(numbers, rows)}
        csvName="compared-trials.csv"
        controls={
          <button type="button" class="quiet-button" onClick={() => (picked.value = [])}>
            clear
          </button>
        }
        isWide
      >
        <ComparedTable numbers={numbers} rows={rows} study={study} />
      </Card>
      <ComparedCurves numbers={numbers} study={study} />
    </>
  );
}

function PickButton({
  title,
  trials: numbers,
}: {
  readonly title: string;
  readonly trials: readonly number[];
}) {
  return (
    <button
      type="button"
      class="chip"
      disabled={numbers.length === 0}
      onClick={() => (picked.value = [...new Set(numbers)])}
    >
      {title}
    </button>
  );
}
