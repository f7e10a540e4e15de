import { useEffect } from 'preact/hooks';
import type { Picture } from '../../plots/picture.ts';
import { pictures } from '../../plots/pictures/catalogue.ts';
import { history } from '../../plots/pictures/history.ts';
import { importance } from '../../plots/pictures/importance.ts';
import { slice } from '../../plots/pictures/slice.ts';
import { CurvesCard } from '../curves/curves-card.tsx';
import { ParallelCard } from '../parallel/parallel-card.tsx';
import { isAwaited } from '../pictures/awaited-content.ts';
import { PictureCard } from '../pictures/picture-card.tsx';
import { SelectionBar } from '../selection/selection-bar.tsx';
import { view } from '../state/study-state.ts';
import { TrialTable } from '../trials/trial-table.tsx';
import { VerdictPanel } from '../verdict/verdict-panel.tsx';
import { showStages, stage } from './stage.ts';

const above = [history, importance, slice];
const below = pictures.filter((picture) => !above.includes(picture));

/** The linked views of a search: verdict, pictures, and the ranking, with one selection. */
export function SearchPage() {
  const isHere = view.value !== undefined;
  useEffect(() => {
    if (isHere) showStages();
  }, [isHere]);
  return (
    <>
      <VerdictPanel />
      <SelectionBar />
      <div class="grid">
        <PictureCard picture={history} />
        <PictureCard picture={importance} />
        {stage.value > 1 && (
          <>
            <ParallelCard />
            <CurvesCard />
            <PictureCard picture={slice} />
          </>
        )}
        {stage.value > 2 && (
          <>
            <TrialTable />
            {below
              .filter((picture) => reasonAgainst(picture) === undefined)
              .map((picture) => (
                <PictureCard key={picture.name} picture={picture} />
              ))}
          </>
        )}
      </div>
      {stage.value > 2 && <NotShown />}
    </>
  );
}

function reasonAgainst(picture: Picture): string | undefined {
  return view.value === undefined || isAwaited(picture) ? undefined : picture.missing(view.value);
}

/** Pictures that this study has no content for, in one paragraph: empty cards would push the others apart. */
function NotShown() {
  const missing = below.filter((picture) => reasonAgainst(picture) !== undefined);
  if (missing.length === 0) return null;
  return (
    <p class="not-shown">
      Not shown:{' '}
      {missing.map((picture) => (
        <span key={picture.name}>
          <b>{picture.title}</b> {reasonAgainst(picture)}{' '}
        </span>
      ))}
    </p>
  );
}
