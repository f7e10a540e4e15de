import type { Wording } from '../../../faults/message.ts';
import type { StudyHead } from '../../../plots/study-head.ts';
import type { StudyView } from '../../../plots/study-view.ts';
import type { VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import type { StoredEnsemble, Study } from '../../../store/store.ts';
import type { StudyDrawings } from '../../pictures/drawings.ts';
import { schedulingLines } from '../../text/trials/scheduling-text.ts';
import { loadCharts } from '../drawings/charts.ts';
import { showCount, showNumber } from '../elements/figures.ts';
import { type Content, html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';
import { renderPage, type Section } from '../page/page.ts';
import { type BestTrial, bestTrial } from './best-trial.ts';
import { drawingFigures } from './drawing-figures.ts';
import { ensembleTable } from './ensemble-table.ts';
import { trialRows } from './trial-rows.ts';
import { verdictSection } from './verdict-section.ts';

/** A whole study, as its report shows it. */
export interface ReportedStudy {
  readonly study: Pick<Study, 'pipeline'>;
  readonly view: StudyView;
  readonly verdict: VerdictReport;
  readonly drawings: StudyDrawings;
  /** Oldest first. */
  readonly ensembles: readonly StoredEnsemble[];
  /** Absent while no trial is complete. */
  readonly best?: BestTrial;
}

/** A study as a self-contained HTML document, complete without scripts; the same study gives the same text. */
export async function renderStudyPage(reported: ReportedStudy, words: Wording): Promise<string> {
  const { view, verdict, drawings, ensembles, best } = reported;
  const { head } = view;
  const charts = await loadCharts();
  const sections: (Section | undefined)[] = [
    verdictSection(verdict, head, words),
    { id: 'pictures', title: 'The search', content: pictures(view, drawings) },
    best && {
      id: 'best',
      title: `Trial ${best.trial.trial}, the best`,
      content: bestTrial(best, head, charts),
    },
    ensembles.length === 0
      ? undefined
      : { id: 'ensembles', title: 'Ensembles', content: ensembleTable(ensembles) },
    head.baselines.length === 0
      ? undefined
      : { id: 'baselines', title: 'Baselines', content: baselineTable(head) },
    {
      id: 'trials',
      title: 'All trials',
      note: showCount(view.trials.trial.length),
      content: trialRows(view),
    },
  ];
  return renderPage({
    kind: 'Study',
    title: head.name,
    facts: facts(reported),
    sections: sections.filter((section) => section !== undefined),
  });
}

function pictures({ scheduling }: StudyView, drawings: StudyDrawings): Markup {
  const lines = scheduling === undefined ? [] : schedulingLines(scheduling);
  return html`${drawingFigures(drawings)}${lines.map((line) => html`<p class="quiet">${line}</p>`)}`;
}

function facts({ study, view: { head } }: ReportedStudy): Content[] {
  const { counts, objective, humanBaseline } = head;
  const states = (['complete', 'pruned', 'failed', 'running', 'waiting'] as const).filter(
    (state) => counts[state] > 0,
  );
  const rows = study.pipeline?.rows;
  const optional: (Content | undefined)[] = [
    head.data === null ? undefined : html`data <b>${head.data}</b>`,
    rows === undefined
      ? undefined
      : html`<b>${showCount(rows.validation)}</b> validation rows, <b>${showCount(rows.test)}</b> test rows`,
    humanBaseline === undefined ? undefined : html`human baseline <b>${showNumber(humanBaseline)}</b>`,
    head.scheduler === null ? undefined : html`scheduler <b>${head.scheduler}</b>`,
    head.backend === null ? undefined : html`on <b>${head.backend}</b>`,
  ];
  return [
    html`${objective.metric}, ${objective.direction}d`,
    ...states.map((state) => html`<b>${showCount(counts[state])}</b> ${state}`),
    html`model <b>${head.model}</b>`,
    html`sampler <b>${head.sampler}</b>`,
    ...optional.filter((fact) => fact !== undefined),
    html`created ${head.createdAt.slice(0, 16).replace('T', ' ')} UTC`,
  ];
}

function baselineTable({ baselines, objective }: StudyHead): Markup {
  const { metric } = objective;
  const others = [...new Set(baselines.flatMap(({ metrics }) => Object.keys(metrics)))].filter(
    (name) => name !== metric,
  );
  return html`<p class="quiet">What every model must beat: ${counted(baselines.length, 'simple model')} on the same rows.</p>
${renderHtmlTable<StudyHead['baselines'][number]>({
  id: 'baseline-table',
  caption: 'Baselines',
  rows: baselines,
  columns: [
    { title: 'Baseline', isHeading: true, cell: ({ name }) => name },
    { title: metric, kind: 'number', cell: ({ value }) => showNumber(value), sortBy: ({ value }) => value },
    ...others.map((name) => ({
      ...{ title: name, kind: 'number' as const },
      cell: ({ metrics }: StudyHead['baselines'][number]) => showNumber(metrics[name] ?? null),
    })),
  ],
})}`;
}
