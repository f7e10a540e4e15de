import './frame/page.css';
import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { ActView } from './acting/act-view.tsx';
import { followStudy } from './api/follow-study.ts';
import { CompareView } from './compare/compare-view.tsx';
import { EnsembleView } from './ensemble/ensemble-view.tsx';
import { Announcer } from './frame/announcer.tsx';
import { PageHead } from './frame/page-head.tsx';
import { LockedPage } from './pages/locked-page.tsx';
import { MissingStudy } from './pages/missing-study.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { TrialsPage } from './pages/trials-page.tsx';
import { ChecksView } from './reports/checks-view.tsx';
import { DataReports } from './reports/data-reports.tsx';
import { studyId, type ViewName, viewName } from './state/address.ts';
import { session } from './state/session.ts';
import { head, troubles } from './state/study-state.ts';
import { StudyList } from './studies/study-list.tsx';
import { TrialView } from './trial/trial-view.tsx';

/** The view of each name that `view=` in the address may have. */
const views: Readonly<Record<ViewName, ComponentType>> = {
  search: SearchPage,
  trials: TrialsPage,
  trial: TrialView,
  compare: CompareView,
  ensemble: EnsembleView,
  data: DataReports,
  checks: ChecksView,
  act: ActView,
};

/** The whole page: the list of studies, or one view of one study. */
export function App() {
  useSignalEffect(() => {
    if (studyId.value !== undefined) return followStudy(studyId.value);
  });
  return (
    <>
      <a class="skip-link" href="#content">
        Skip to the content
      </a>
      <PageHead />
      <main id="content" tabIndex={-1}>
        <Content />
      </main>
      <Announcer />
    </>
  );
}

function Content() {
  if (session.value?.mayRead === false) return <LockedPage />;
  if (studyId.value === undefined) return <StudyList />;
  if (head.value === undefined && troubles.value.trials !== undefined) return <MissingStudy />;
  const View = views[viewName.value];
  return <View key={viewName.value} />;
}
