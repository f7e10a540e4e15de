import type {
  InspectionReport,
  LayerReport,
  NetworkInspection,
  TargetInspection,
} from '../../../reports/learned/inspection-report.ts';
import type { Charts } from '../drawings/charts.ts';
import { heatTable } from '../drawings/confusion-matrix.ts';
import { exhibitFigure } from '../drawings/exhibit.ts';
import { badge, countOf, showCount, showNumber, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';
import { worstTable } from './worst-table.ts';

/** The share from which the check `signal` warns of a layer's dead units. */
const manyDead = 0.75;

/** The network's predictions, its first layer, its activations and its worst rows; or why they are not known. */
export function networkSections(network: InspectionReport['network'], charts: Charts): Section[] {
  if ('missing' in network) {
    return [{ id: 'network', title: 'Network', content: html`<p>Not shown: ${network.missing}.</p>` }];
  }
  const { firstLayer, layers, targets } = network;
  const shown = targets ?? [{ ...network, name: undefined }];
  return [
    ...shown.flatMap((target, at) => predictionSections(network, target, { at, charts })),
    ...(firstLayer === undefined
      ? []
      : [
          { id: 'first-layer', title: 'First layer', content: firstLayerFigure(network, firstLayer, charts) },
        ]),
    ...(layers.length === 0 ? [] : [{ id: 'layers', title: 'Layers', content: layerTable(network) }]),
    ...shown.map(({ name, worst }, at) => ({
      id: idOf('worst', name, at),
      title: titleOf('Predicted worst', name),
      content: worstTable({ ...network, worst }, idOf('worst-table', name, at)),
    })),
  ];
}

/** Ids are unique on the page; several targets have their names in the titles. */
function idOf(id: string, name: string | undefined, at: number): string {
  return name === undefined ? id : `${id}-${at + 1}`;
}

function titleOf(title: string, name: string | undefined): string {
  return name === undefined ? title : `${title}: ${name}`;
}

type ShownTarget = TargetInspection & { readonly name: string | undefined };

function predictionSections(
  network: NetworkInspection,
  { name, confusion, scatter }: ShownTarget,
  { at, charts }: { readonly at: number; readonly charts: Charts },
): Section[] {
  if (confusion !== undefined) {
    const what = name === undefined ? 'On the validation split' : `${name} on the validation split`;
    const content = heatTable(confusion, what);
    return [{ id: idOf('confusion', name, at), title: titleOf('Confusion matrix', name), content }];
  }
  if (scatter === undefined) return [];
  const content = scatterFigure(network, scatter, charts);
  return [{ id: idOf('scatter', name, at), title: titleOf('Predictions', name), content }];
}

function scatterFigure(
  { rows }: NetworkInspection,
  scatter: NonNullable<NetworkInspection['scatter']>,
  charts: Charts,
): Markup {
  const { target, given } = scatter;
  const cut = given.length < rows ? `, ${showCount(given.length)} of them, evenly spaced` : '';
  return html`<p class="quiet">${target} and its prediction for ${countOf(rows, 'validation row')}${cut}. On the dashed line both are equal.</p>
<div class="figures"><figure>${charts.scatter(`predictions of ${target} over its values`, scatter)}</figure></div>`;
}

function firstLayerFigure(
  { shownNetwork }: NetworkInspection,
  { message, exhibit }: NonNullable<NetworkInspection['firstLayer']>,
  charts: Charts,
): Markup {
  const scale =
    exhibit.kind === 'images'
      ? 'Grey is a weight of 0, white the largest one of a filter, black its opposite. Noise in the filters of a trained network asks for a longer training, a lower learning rate or more regularisation.'
      : 'A column with a weight near that of noise can be left out.';
  return html`<p class="quiet">${message}${networkOf(shownNetwork)}. ${scale}</p>
<div class="figures">${exhibitFigure('first-layer-exhibit', exhibit, charts)}</div>`;
}

function layerTable({ layers, layerRows, shownNetwork }: NetworkInspection): Markup {
  return html`<p class="quiet">Outputs of the trained layers for ${countOf(layerRows, 'validation row')}${networkOf(shownNetwork)}. A dead unit gives 0 for all of these rows; a filter counts as one unit.</p>
${renderHtmlTable<LayerReport>({
  id: 'layer-table',
  caption: 'Layers',
  rows: layers,
  columns: [
    { title: 'Layer', isHeading: true, isSortable: false, cell: ({ name }) => name },
    { title: 'Units', kind: 'number', cell: ({ units }) => showCount(units), sortBy: ({ units }) => units },
    { title: 'Dead units', kind: 'number', cell: deadCell, sortBy: ({ dead }) => dead },
    {
      title: 'Root mean square',
      kind: 'number',
      cell: ({ size }) => showNumber(size),
      sortBy: ({ size }) => size,
    },
  ],
})}`;
}

function deadCell({ dead, units }: LayerReport): Markup {
  const text = dead === 0 ? '0' : `${Math.round(dead * units)} (${showShare(dead)})`;
  return dead < manyDead ? html`${text}` : badge('warn', text);
}

function networkOf(shownNetwork: string | undefined): string {
  return shownNetwork === undefined ? '' : `, of ${shownNetwork}`;
}
