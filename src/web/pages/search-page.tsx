import { pictures } from '../../plots/pictures/catalogue.ts';
import { history } from '../../plots/pictures/history.ts';
import { importance } from '../../plots/pictures/importance.ts';
import { slice } from '../../plots/pictures/slice.ts';
import { CurvesCard } from '../curves/curves-card.tsx';
import { ParallelCard } from '../parallel/parallel-card.tsx';
import { PictureCard } from '../pictures/picture-card.tsx';
import { SelectionBar } from '../selection/selection-bar.tsx';
import { TrialTable } from '../trials/trial-table.tsx';
import { VerdictPanel } from '../verdict/verdict-panel.tsx';

/** The pictures that stand above the table of trials. */
const above = [history, importance, slice];

/** The linked views of a search: verdict, pictures, and the ranking, with one selection. */
export function SearchPage() {
  return (
    <>
      <VerdictPanel />
      <SelectionBar />
      <div class="grid">
        <PictureCard picture={history} />
        <PictureCard picture={importance} />
        <ParallelCard />
        <CurvesCard />
        <PictureCard picture={slice} />
        <TrialTable />
        {pictures
          .filter((picture) => !above.includes(picture))
          .map((picture) => (
            <PictureCard key={picture.name} picture={picture} />
          ))}
      </div>
    </>
  );
}
