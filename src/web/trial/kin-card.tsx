import { formatNumber } from '../../metrics/number-format.ts';
import { seedSpread } from '../../metrics/seed-spread.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { RerunAction } from '../acting/training-card.tsx';
import { Card } from '../frame/card.tsx';
import { addressOf } from '../state/address.ts';
import { trials } from '../state/study-state.ts';
import { kinOf, type Relative } from './kin.ts';
import { SeedStrip } from './seed-strip.tsx';
import type { ShownTrial } from './shown-trial.ts';

interface KinCardProps {
  readonly shown: ShownTrial;
  readonly study: StudyHead;
}

/** The spread over seeds, and the trials that this one comes from and that come from it. */
export function KinCard({ shown, study }: KinCardProps) {
  const { trial } = shown;
  const columns = trials.value;
  if (columns === undefined) return null;
  const { ancestors, children, root, reruns } = kinOf(columns, trial.trial);
  const values = [...(shown.seeds?.values ?? []), ...reruns.map(({ value }) => value)].filter(
    Number.isFinite,
  );
  const spread = {
    isBest: study.best === root.trial,
    ...seedSpread(root.value, values, study.objective),
  };
  return (
    <Card title="Seeds and relations">
      {values.length > 0 ? (
        <SeedStrip
          seeds={spread}
          trial={root.trial}
          isGold={spread.isBest || study.tied.includes(root.trial)}
        />
      ) : (
        <p class="quiet">
          One training of this configuration is recorded. How far its value depends on the seed is shown by
          more of them.
        </p>
      )}
      {trial.state === 'complete' && (
        <div class="actions">
          <RerunAction study={study} trial={trial.trial} />
        </div>
      )}
      <Relatives title="Comes from" relatives={ancestors} />
      <Relatives title="What came from it" relatives={children} />
    </Card>
  );
}

function Relatives({
  title,
  relatives,
}: {
  readonly title: string;
  readonly relatives: readonly Relative[];
}) {
  if (relatives.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="relatives">
        {relatives.map(({ trial, origin, value }) => (
          <li key={trial}>
            <a href={addressOf({ view: 'trial', trial })}>trial {trial}</a>{' '}
            <span class="quiet">{origin}</span> {Number.isFinite(value) && formatNumber(value)}
          </li>
        ))}
      </ul>
    </>
  );
}
