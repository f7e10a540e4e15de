import { parallelNote } from '../../plots/parallel/describe-parallel.ts';
import { Card } from '../frame/card.tsx';
import { trials, troubles, view } from '../state/study-state.ts';
import { trialsCsv } from '../trials/fact-text.ts';
import { offeredFacts, shownPlaces } from '../trials/table-state.ts';
import { AxisMenu, BestShareChoice } from './axis-menu.tsx';
import { ParallelPicture } from './parallel-picture.tsx';
import { axes } from './parallel-state.ts';
import './parallel.css';

/** Parallel coordinates of all trials: the axes select for all views. */
export function ParallelCard() {
  const shown = view.value;
  const trouble = troubles.value.trials;
  const empty =
    trials.value?.trial.length === 0
      ? 'No trial has begun yet.'
      : shown !== undefined && axes.value.length < 2
        ? 'The space has no parameter that varies.'
        : undefined;
  return (
    <Card
      title="Configurations"
      note={shown === undefined ? '' : `${parallelNote(shown)} · drag along an axis to select`}
      csv={() => trialsCsv(offeredFacts.value, shownPlaces.value)}
      controls={
        <>
          <BestShareChoice />
          <AxisMenu />
        </>
      }
      isWide={true}
      isLoading={shown === undefined}
      height={290}
      {...(empty !== undefined && { empty })}
      {...(trouble !== undefined && shown === undefined && { error: trouble })}
    >
      <ParallelPicture />
    </Card>
  );
}
