import type { FaultList } from '../fault-list.ts';
import { addCellFault } from './cell-faults.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { declared } from './declaration-text.ts';

/**
 * The words for "no value" that are classes of a target all the same: a minus sign beside a plus sign. A word that is as
 * frequent as the rarest class may be one too (NA for North America): a fault until the space file decides.
 */
export function keepClassesLikeMissing(builder: ColumnBuilder, faults: FaultList): ReadonlySet<string> {
  const { name, missingWords, declaration } = builder;
  if (missingWords.size === 0 || declaration.missing !== undefined) return new Set();
  const signs = minusBesidePlus(builder);
  if (signs.size > 0) return signs;
  const rarest = rarestCount(builder);
  for (const [word, { cells }] of missingWords) {
    if (cells.count < rarest || (builder.numberCount > 0 && builder.textCount === 0)) continue;
    const constraint = 'may be a class, or mean that the row has no target';
    const asClass = declared(name, { type: 'category', missing: [] });
    const asMissing = declared(name, { type: 'category', missing: [word] });
    const hint = `set data.columns to ${asClass} where it is a class, to ${asMissing} where it is none`;
    addCellFault('class-or-missing', builder, cells, { faults, constraint, hint });
  }
  return new Set();
}

/** The minus sign where the only other value is a plus sign: together they are two categories. */
export function minusBesidePlus(builder: ColumnBuilder): ReadonlySet<string> {
  const isDeclared = builder.declaration.missing !== undefined;
  const areSigns = builder.missingWords.has('-') && builder.categories().join() === '+';
  return new Set(areSigns && !isDeclared ? ['-'] : []);
}

function rarestCount(builder: ColumnBuilder): number {
  const counts = new Int32Array(builder.categories().length);
  for (const code of builder.codes()) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return counts.length === 0 ? 1 : Math.min(...counts);
}
