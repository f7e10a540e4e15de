import {
  type DataReport,
  type FeatureReport,
  shownSplits,
  type TextSummary,
} from '../../../reports/data-report.ts';
import { showCount, showNumber, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';

interface TextColumn extends TextSummary {
  readonly name: string;
}

/** Lengths and vocabularies of the columns of texts among these; undefined where there are none. */
export function textsTable(report: DataReport, features: readonly FeatureReport[]): Markup | undefined {
  const rows = features.flatMap((feature): TextColumn[] =>
    feature.kind === 'category' && feature.texts !== undefined
      ? [{ name: feature.name, ...feature.texts }]
      : [],
  );
  if (rows.length === 0) return undefined;
  const areIds = rows.some(({ length }) => length !== undefined);
  const number = (
    title: string,
    value: (text: TextColumn) => number | undefined,
    show: (value: number) => string = showCount,
  ): TableColumn<TextColumn> => ({
    title,
    kind: 'number',
    cell: (text) => {
      const own = value(text);
      return own === undefined ? '' : show(own);
    },
    sortBy: value,
  });
  const known = shownSplits(report).map(({ name }) => name);
  const splits = (['validation', 'test'] as const).filter((split) => known.includes(split));
  return html`<h3>Texts</h3>
<p class="quiet">Tokens of a text: at the median, at 95 % and at most; the different ones of the training rows; and the share of the tokens of other splits that the model does not know.</p>
${renderHtmlTable<TextColumn>({
  id: 'texts',
  caption: 'Texts',
  rows,
  columns: [
    { title: 'Feature', isHeading: true, style: 'name', cell: ({ name }) => name },
    { title: 'Tokens', cell: ({ of }) => of },
    number('Median', ({ lengths }) => lengths.median, showNumber),
    number('95 %', ({ lengths }) => lengths.p95, showNumber),
    number('Most', ({ lengths }) => lengths.most, showNumber),
    ...(areIds
      ? [number('Enter', ({ length }) => length), number('Texts cut', ({ cut }) => cut, showShare)]
      : []),
    number('Different', ({ distinct }) => distinct),
    ...(areIds ? [number('With an id', ({ vocabulary }) => vocabulary)] : []),
    ...splits.map((split) => number(`Unknown in ${split}`, ({ unknown }) => unknown[split], showShare)),
  ],
})}`;
}
