import type { SourceRows } from './load-dataset.ts';

/** A source with one of its targets alone, as if it had no other; the source itself where it has one. */
export function targetViews(
  source: SourceRows,
): readonly { readonly name?: string; readonly source: SourceRows }[] {
  const { targets, ...raw } = source.raw;
  if (targets === undefined) return [{ source }];
  return targets.parts.map(({ name, target }) => ({
    name,
    source: { ...source, raw: { ...raw, target, targetColumn: name } },
  }));
}
