import type { CheckReport } from '../../reports/check-report.ts';
import type { PageRows } from '../../reports/data/rows-report.ts';
import type { DataReport } from '../../reports/data-report.ts';
import type { EvaluationReport } from '../../reports/evaluation-report.ts';
import type { InspectionReport } from '../../reports/learned/inspection-report.ts';
import type { SuspectsReport } from '../../reports/suspects-report.ts';
import { checkPage } from './check-page.ts';
import { dataPage, suspectCount } from './data/data-page.ts';
import { renderSuspects } from './data/suspects-section.ts';
import { loadCharts } from './drawings/charts.ts';
import { evaluationPage } from './evaluation-page.ts';
import { renderFragment } from './page/fragment.ts';
import { dynamicsSection } from './trial/dynamics-section.ts';
import { networkSections } from './trial/network-sections.ts';

/** The report on the data, with its rows. */
export async function dataFragment(report: DataReport, rows?: PageRows): Promise<string> {
  return renderFragment(await dataPage(report, undefined, rows));
}

export async function checkFragment(report: CheckReport): Promise<string> {
  return renderFragment(await checkPage(report));
}

export async function evaluationFragment(report: EvaluationReport): Promise<string> {
  return renderFragment(await evaluationPage(report));
}

export function suspectsFragment(suspects: SuspectsReport): string {
  const content = renderSuspects(suspects);
  return renderFragment({
    facts: [],
    sections: [{ id: 'suspects', title: 'Suspects', note: suspectCount(suspects), content }],
  });
}

/** A part of a trial's page that takes a computation: its network with its predictions, or how these moved. */
export async function inspectionFragment(
  { network, dynamics }: InspectionReport,
  part: 'network' | 'dynamics',
): Promise<string> {
  const charts = await loadCharts();
  const sections =
    part === 'network' ? networkSections(network, charts) : [dynamicsSection(dynamics, charts)];
  return renderFragment({ facts: [], sections });
}
