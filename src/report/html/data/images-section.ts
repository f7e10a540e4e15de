import type { ImagesReport } from '../../../reports/data-report.ts';
import type { Charts } from '../drawings/charts.ts';
import { contactSheet, type SheetPicture } from '../drawings/contact-sheet.ts';
import { definitions, showNumber } from '../elements/figures.ts';
import { html } from '../elements/markup.ts';
import type { Section } from '../page/page.ts';

/** Contact sheets by class, and the distribution of the pixels. */
export function imagesSection({ shape, maximum, pixels, sheets }: ImagesReport, charts: Charts): Section {
  const sheetMarkup = sheets.map(
    ({ title, images }, index) => html`<div><h3>${title}</h3>
${contactSheet(
  `sheet-${index}`,
  shape,
  images.map(({ row, caption, pixels }) => ({ pixels, ...captionOf(row, caption) })),
)}</div>
`,
  );
  const [height, width, channels] = shape;
  const content = html`<div class="sheets">${sheetMarkup}</div>
<h3>Pixels</h3>
<div class="columns"><div class="grow">${charts.histogram('Histogram of the pixels', pixels.histogram)}</div>
${definitions([
  ['size', `${height} × ${width}`],
  ['channels', channels],
  ['maximum', showNumber(maximum)],
  ['mean', showNumber(pixels.mean)],
  ['deviation', showNumber(pixels.std)],
])}</div>`;
  return { id: 'images', title: 'Images', content };
}

/** The caption, with the row when the caption does not name it. */
function captionOf(row: number, caption: string): Pick<SheetPicture, 'caption' | 'note'> {
  const name = `row ${row}`;
  return new RegExp(`\\b${name}\\b`).test(caption) ? { caption } : { caption, note: name };
}
