import type { Wording } from '../../../faults/message.ts';
import type { Fit } from '../../../metrics/fit.ts';
import type { HumanBaseline } from '../../../metrics/human-baseline.ts';
import type { SeedSpread } from '../../../metrics/seed-spread.ts';
import type { TestInterval } from '../../../metrics/test-interval.ts';
import type { ImportanceReport } from '../../../reports/importance-report.ts';
import type { InspectionReport } from '../../../reports/learned/inspection-report.ts';
import type { Study } from '../../../store/store.ts';
import type { EpochRecord, Trial } from '../../../study/trial.ts';
import { formatDuration, formatUncertain, formatValue } from '../../text/parts/format.ts';
import { testIntervalText } from '../../text/parts/test-interval-text.ts';
import { fitText } from '../../text/trials/fit-text.ts';
import { renderKeptSpread } from '../../text/trials/rerun-text.ts';
import { loadCharts } from '../drawings/charts.ts';
import { baselineFact, countOf, definitions } from '../elements/figures.ts';
import { type Content, html, type Markup } from '../elements/markup.ts';
import { importanceSection } from '../importance-section.ts';
import { renderPage, type Section } from '../page/page.ts';
import { curveFigures } from './curve-figures.ts';
import { dynamicsSection } from './dynamics-section.ts';
import { networkSections } from './network-sections.ts';

/** A trial as `show` reports it, with its inspection. */
export interface InspectedTrial {
  readonly study: Pick<Study, 'name' | 'spec'>;
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly stage?: string;
  /** Who asked to end it. */
  readonly prunedBy?: string;
  readonly testInterval?: TestInterval;
  readonly fit?: Fit;
  readonly humanBaseline?: HumanBaseline;
  readonly seeds?: SeedSpread;
  readonly importance?: ImportanceReport;
  readonly inspection?: InspectionReport;
}

/** A trial as a self-contained HTML document; the same report gives the same text. */
export async function renderTrialPage(shown: InspectedTrial, words?: Wording): Promise<string> {
  const { study, trial, history, inspection, importance } = shown;
  const charts = await loadCharts();
  const settings = Object.entries(trial.config).map(([name, value]) => [name, formatValue(value)] as const);
  const sections: Section[] = [
    { id: 'configuration', title: 'Configuration', content: definitions(settings) },
    { id: 'curves', title: 'Curves', content: curveFigures(trial, history, charts) },
    ...(inspection === undefined ? [] : [dynamicsSection(inspection.dynamics, charts)]),
    ...(inspection === undefined ? [] : networkSections(inspection.network, charts)),
    ...(importance === undefined ? [] : [importanceSection(importance)]),
  ];
  return renderPage({
    kind: `Trial of ${study.name}`,
    title: `Trial ${trial.trial}`,
    facts: facts(shown, words),
    sections,
  });
}

function facts(shown: InspectedTrial, words: Wording | undefined): Content[] {
  const { study, trial, stage, prunedBy, testInterval, fit, humanBaseline, seeds } = shown;
  const { state, failure, value, standardError, bestEpoch, epochs, parameters, seconds, backend } = trial;
  const { metric } = study.spec.objective;
  const given: (Markup | undefined)[] = [
    html`<b>${state}</b>${prunedBy === undefined ? '' : `, as ${prunedBy} asked`}${derivation(trial)}`,
    failure === null ? undefined : html`${failure.kind}: ${failure.message}`,
    value === null ? undefined : html`${metric} <b>${formatUncertain(value, standardError)}</b>`,
    bestEpoch === null || epochs === null ? undefined : html`epoch <b>${bestEpoch}</b> of ${epochs}`,
    parameters === null ? undefined : html`<b>${countOf(parameters, 'parameter')}</b>`,
    seconds === null
      ? undefined
      : html`<b>${formatDuration(seconds)}</b>${backend === null ? '' : ` on ${backend}`}`,
    stage === undefined ? undefined : html`stage <b>${stage}</b>`,
    humanBaseline && baselineFact(humanBaseline),
    testInterval && html`${testIntervalText(testInterval)}`,
    fit && html`${fitText(trial, fit, words)}`,
    seeds && html`${renderKeptSpread(seeds)}`,
  ];
  return given.filter((fact) => fact !== undefined);
}

function derivation({ origin, parent }: Trial): string {
  if (origin === undefined) return '';
  return `, ${origin}${parent === undefined ? '' : ` from trial ${parent}`}`;
}
