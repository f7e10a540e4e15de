import { type BySplit, bySplit } from '../../data/dataset.ts';
import { fitTokens } from '../../data/preprocessing/fit-tokens.ts';
import { tokensOf } from '../../data/preprocessing/tokens.ts';
import type { CategoryColumn } from '../../data/raw-data.ts';
import type { TextSummary } from '../../reports/data-report.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';

/** Lengths and vocabulary of a column of texts; undefined for a column of categories. */
export function summarizeTexts(column: CategoryColumn, rows: BySplit<Int32Array>): TextSummary | undefined {
  const { codes, categories, hashed, tokens } = column;
  if (tokens === undefined && hashed?.of !== 'words') return undefined;
  const of = tokens?.of ?? 'words';
  const texts = categories.map((text) => tokensOf(text, of));
  const own = (row: number) => texts[codes[row] as number];
  const lengths = Float64Array.from(Array.from(codes.keys()).flatMap((row) => own(row)?.length ?? [])).sort();
  if (lengths.length === 0) return undefined;
  const seen = new Set(Array.from(rows.train).flatMap((row) => own(row) ?? []));
  const fitted =
    tokens &&
    fitTokens(
      Array.from(rows.train, (row) => categories[codes[row] as number]),
      tokens,
    );
  const known = fitted === undefined ? seen : new Set(fitted.words);
  return {
    of,
    lengths: {
      median: quantileOf(lengths, 0.5),
      p95: quantileOf(lengths, 0.95),
      most: lengths.at(-1) as number,
    },
    distinct: seen.size,
    vocabulary: known.size,
    unknown: bySplit((split) => shareUnknown(Array.from(rows[split], own), known)),
    ...(fitted && {
      length: fitted.length,
      cut: lengths.filter((length) => length > fitted.length).length / lengths.length,
    }),
  };
}

function shareUnknown(texts: readonly (readonly string[] | undefined)[], known: ReadonlySet<string>): number {
  let [all, unknown] = [0, 0];
  for (const tokens of texts) {
    for (const token of tokens ?? []) {
      all += 1;
      if (!known.has(token)) unknown += 1;
    }
  }
  return all === 0 ? 0 : unknown / all;
}
