import { html } from '../elements/markup.ts';
import { type Page, renderSection } from './page.ts';

/** A page's facts and sections without a frame, for a document with a style and scripts of its own. */
export function renderFragment({ facts, sections }: Pick<Page, 'facts' | 'sections'>): string {
  const row =
    facts.length === 0
      ? undefined
      : html`<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>\n`;
  return html`${row}${sections.map(renderSection)}`.text;
}
