import { html, type Markup } from '../elements/markup.ts';

const width = 120;
const height = 26;

/** Bars in a table cell, side by side; undefined when there are none. */
export function inlineBars(label: string, counts: readonly number[]): Markup | undefined {
  const highest = Math.max(...counts);
  if (counts.length === 0 || highest <= 0) return undefined;
  const step = width / counts.length;
  const path = counts
    .map((count, index) => {
      const tall = count === 0 ? 0 : Math.max(1, (height * count) / highest);
      const wide = step - Math.min(1, step / 4);
      return tall === 0
        ? ''
        : `M${round(index * step)} ${height}v-${round(tall)}h${round(wide)}v${round(tall)}z`;
    })
    .join('');
  return html`<svg class="inline" role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><path d="${path}"/></svg>`;
}

/** A horizontal bar; `share` is its length as a fraction of the full width. */
export function shareBar(share: number): Markup {
  return html`<svg class="share" aria-hidden="true" width="100" height="8" viewBox="0 0 100 8" preserveAspectRatio="none"><rect class="whole" width="100" height="8"/><rect width="${round(100 * share)}" height="8"/></svg>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
