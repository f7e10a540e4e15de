import type { Exhibit } from '../../../reports/check-report.ts';
import { type Content, html, type Markup } from '../elements/markup.ts';
import { dash, seriesColors } from './chart-options.ts';
import type { Charts } from './charts.ts';
import { contactSheet } from './contact-sheet.ts';

/** More bars are mentioned but not drawn. */
const mostBars = 40;

/** A titled figure. `id` is unique on the page. */
export function exhibitFigure(id: string, exhibit: Exhibit, charts: Charts): Markup {
  const isWide = exhibit.kind === 'text' || exhibit.kind === 'images';
  return html`<figure${isWide ? html` class="whole"` : undefined}><figcaption><h4>${exhibit.title}</h4></figcaption>
${draw(id, exhibit, charts)}</figure>
`;
}

function draw(id: string, exhibit: Exhibit, charts: Charts): Content {
  switch (exhibit.kind) {
    case 'text':
      return html`<pre tabindex="0">${exhibit.lines.join('\n')}</pre>`;
    case 'lines':
      return [
        exhibit.series.length > 1 ? legend(exhibit.series.map(({ name }) => name)) : undefined,
        charts.lines(exhibit.title, exhibit),
      ];
    case 'bars':
      return bars(exhibit, charts);
    case 'images':
      return contactSheet(id, exhibit.shape, exhibit.images);
    default:
      return exhibit satisfies never;
  }
}

function bars({ title, names, values }: Extract<Exhibit, { kind: 'bars' }>, charts: Charts): Content {
  const chart = charts.bars(title, { names: names.slice(0, mostBars), values: values.slice(0, mostBars) });
  const rest = names.length - mostBars;
  return rest > 0 ? [chart, html`<p class="quiet">and ${rest} more</p>`] : chart;
}

function legend(names: readonly string[]): Markup {
  const items = names.map(
    (name, index) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 16 3"><path class="series-${(index % seriesColors) + 1}" d="M0 1.5h16" stroke-dasharray="${index < seriesColors ? 'none' : dash.join(' ')}"/></svg>${name}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}
