import { pictures } from '../../plots/pictures/catalogue.ts';
import { history } from '../../plots/pictures/history.ts';
import { importance } from '../../plots/pictures/importance.ts';
import { CurvesCard } from '../curves/curves-card.tsx';
import { ParallelCard } from '../parallel/parallel-card.tsx';
import { PictureCard } from '../pictures/picture-card.tsx';
import { SelectionBar } from '../selection/selection-bar.tsx';
import { TrialTable } from '../trials/trial-table.tsx';
import { VerdictPanel } from '../verdict/verdict-panel.tsx';

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
        <TrialTable />
        {pictures
          .filter((picture) => picture !== history && picture !== importance)
          .map((picture) => (
            <PictureCard key={picture.name} picture={picture} />
          ))}
      </div>
    </>
  );
}
