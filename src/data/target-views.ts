import { labelNames } from '../study/outputs/label-names.ts';
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

/** The classes of a label that is looked at alone, to be read by people: "not sour" and "sour". */
export function withLabelNames({
  name,
  source,
}: {
  readonly name: string;
  readonly source: SourceRows;
}): SourceRows {
  const { target } = source.raw;
  if (target.kind === 'regression') return source;
  return { ...source, raw: { ...source.raw, target: { ...target, classes: labelNames(name) } } };
}
