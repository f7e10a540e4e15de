import { styledPalette } from '../../../plots/palette.ts';
import type { Drawing, StudyDrawings } from '../../pictures/drawings.ts';
import { html, Markup } from '../elements/markup.ts';

/** Every picture with its title and the number of trials in it, and why others are not there. */
export function drawingFigures({ drawn, missing }: StudyDrawings): Markup {
  const reasons = missing.map(({ title, reason }) => html`<li>${title}: ${reason}</li>`);
  return html`<div class="figures">${drawn.map(figure)}</div>
${reasons.length === 0 ? undefined : html`<ul class="notes">${reasons}</ul>`}`;
}

function figure(drawing: Drawing): Markup {
  const svg = drawing.svg(styledPalette).replace(/^<svg [^>]*>/, (root) => {
    const plain = root.replace(/ (?:role|aria-label|font-family)="[^"]*"/g, '');
    return html`<svg role="img" aria-label="${drawing.description}"`.text + plain.slice('<svg'.length);
  });
  return html`<figure class="drawing${drawing.isWide ? ' broad' : ''}" id="picture-${drawing.name}">
<figcaption><h3>${drawing.title}</h3> <small class="quiet">${drawing.note}</small></figcaption>
<div class="chart">${new Markup(svg)}</div></figure>
`;
}
