import type { ColumnSchema } from '../../reports/table-schema.ts';
import { type CellForm, isPlain } from '../../study/cell-form.ts';
import { type ColumnSpec, defaultVocabulary } from '../../study/column-spec.ts';
import { constraintOf } from '../cells/form.ts';
import type { FaultList } from '../fault-list.ts';
import type { CategoryColumn, NumberColumn, RawColumn, TokensRequest } from '../raw-data.ts';
import { addCellFault, addInfinityFault, addRoundedFault, addUnusableFault } from './cell-faults.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { declared } from './declaration-text.ts';
import { inferColumn, mostOneHot } from './inference/infer-column.ts';
import type { InferredColumn } from './inference/inferred-column.ts';
import { notationHint } from './inference/units.ts';
import { minusBesidePlus } from './missing-classes.ts';
import { missingWordsOf } from './missing-words.ts';
import { sortedCategories } from './sorted-categories.ts';

const categoryBuckets = 64;
const textBuckets = 256;

export interface ReadFeature {
  /** Absent for a column that is no input. */
  readonly column?: RawColumn;
  readonly schema: ColumnSchema;
}

/**
 * An input column by its declared type, else by the inferred one. A declared type is binding: a cell that breaks it is a
 * fault. Without one, words among numbers, numbers with units and lists are faults. Where a tolerant list of faults
 * keeps them, such a cell counts as missing, and a useless column is left out.
 */
export function readFeature(builder: ColumnBuilder, faults: FaultList): ReadFeature {
  const { name, declaration } = builder;
  const { spec } = declaration;
  if (spec?.type === 'id')
    return leftOut(builder, { type: 'id', isDeclared: true, leftOut: 'declared as an id' });
  if (builder.unusable.count > 0) {
    addUnusableFault(
      builder,
      faults,
      `set data.columns to ${declared(name, 'id')}, which leaves the column out`,
    );
    return leftOut(builder, { isDeclared: false, leftOut: 'it has cells with lists or objects' });
  }
  if (declaration.form !== undefined) return declaredNumbers(builder, declaration.form, faults);
  const inferred = inferColumn(builder);
  if (inferred.kind === 'empty') return emptyColumn(builder, faults);
  if (spec?.type === 'category' || spec?.type === 'text') {
    addRoundedFault(builder, faults);
    return {
      column: nameColumn(builder, spec.type),
      schema: schemaOf(builder, { type: spec.type, isDeclared: true }),
    };
  }
  return inferredColumn(builder, inferred, faults);
}

function declaredNumbers(builder: ColumnBuilder, form: CellForm, faults: FaultList): ReadFeature {
  const { spec } = builder.declaration;
  const constraint = `${constraintOf(form)}, as data.columns declares`;
  const hint = notationHint(builder.name, form, builder.texts);
  addCellFault('text-among-numbers', builder, builder.texts, { faults, constraint, hint });
  if (builder.numberCount + builder.textCount === 0) return emptyColumn(builder, faults);
  const schema = schemaOf(builder, { ...(spec && { type: spec.type }), isDeclared: true });
  return { column: numberColumn(builder, form), schema };
}

function inferredColumn(builder: ColumnBuilder, inferred: InferredColumn, faults: FaultList): ReadFeature {
  const { because } = inferred;
  const reason = because === undefined || because === '' ? {} : { because };
  const isDate = builder.declaration.spec?.type === 'date';
  switch (inferred.kind) {
    case 'broken': {
      const { cells, constraint, hint } = inferred.broken;
      addCellFault('text-among-numbers', builder, cells, { faults, constraint, hint });
      return {
        column: numberColumn(builder),
        schema: schemaOf(builder, { isDeclared: false }),
      };
    }
    case 'number':
      if (isDate && inferred.type !== 'date') break;
      addInfinityFault(builder, faults);
      return {
        column: numberColumn(builder, inferred.form),
        schema: schemaOf(builder, {
          type: inferred.type,
          isDeclared: isDate,
          ...reason,
          ...(inferred.form && { form: inferred.form }),
        }),
      };
    case 'name':
      if (isDate) break;
      addRoundedFault(builder, faults);
      return {
        column: nameColumn(builder, inferred.type),
        schema: schemaOf(builder, { type: inferred.type, isDeclared: false, ...reason }),
      };
    case 'left-out':
      if (isDate) break;
      faults.notice({
        kind: 'identifier-column',
        faults: [{ field: builder.name, constraint: inferred.because }],
      });
      return leftOut(builder, { type: inferred.type, isDeclared: false, leftOut: inferred.because });
    case 'empty':
      return emptyColumn(builder, faults);
  }
  const constraint = 'must hold dates of one known form, or "format" must be declared too';
  const hint = `for example ${declared(builder.name, { type: 'date', format: 'yyyy-MM-dd' })} in data.columns`;
  addCellFault('text-among-numbers', builder, builder.texts, { faults, constraint, hint });
  if (builder.textCount === 0) faults.add({ field: builder.name, constraint, hint });
  return leftOut(builder, { isDeclared: true, leftOut: 'its cells are no dates' });
}

/** A column without a value can teach nothing, and is left out. */
function emptyColumn(builder: ColumnBuilder, faults: FaultList): ReadFeature {
  const constraint = 'has no value in any row';
  faults.notice({ kind: 'empty-column', faults: [{ field: builder.name, constraint }] });
  return leftOut(builder, { isDeclared: false, leftOut: `it ${constraint}` });
}

function leftOut(builder: ColumnBuilder, schema: Omit<ColumnSchema, 'name' | 'missing'>): ReadFeature {
  return { schema: schemaOf(builder, schema) };
}

function numberColumn(builder: ColumnBuilder, form?: CellForm): NumberColumn {
  const { name, declaration } = builder;
  const { spec, missing } = declaration;
  return {
    kind: 'number',
    name,
    values: builder.numbers(),
    ...(form && !isPlain(form) && { form }),
    ...(missing && { missing }),
    ...(spec?.scaling && { scaling: spec.scaling }),
    ...(declaration.hasIndicator && { hasIndicator: true }),
  };
}

function nameColumn(builder: ColumnBuilder, type: 'category' | 'text'): CategoryColumn {
  const { name, declaration, distinct } = builder;
  const { spec, missing } = declaration;
  const buckets = spec?.buckets;
  const tokens = type === 'text' ? tokensOf(spec) : undefined;
  const hashed =
    tokens !== undefined
      ? undefined
      : type === 'text'
        ? ({ of: 'words', buckets: buckets ?? textBuckets } as const)
        : distinct > mostOneHot || buckets !== undefined
          ? ({ of: 'category', buckets: buckets ?? categoryBuckets } as const)
          : undefined;
  return {
    kind: 'category',
    name,
    ...sortedCategories(builder, minusBesidePlus(builder)),
    ...(missing && { missing }),
    ...(hashed && { hashed }),
    ...(tokens && { tokens }),
  };
}

function tokensOf(spec: ColumnSpec | undefined): TokensRequest | undefined {
  const { as = 'words', vocabulary = defaultVocabulary, length } = spec ?? {};
  if (as === 'words') return undefined;
  return {
    of: as === 'tokens' ? 'words' : as,
    vocabulary,
    ...(length !== undefined && { length }),
  };
}

function schemaOf(builder: ColumnBuilder, schema: Omit<ColumnSchema, 'name' | 'missing'>): ColumnSchema {
  const words = missingWordsOf(builder, schema.type === 'category' || schema.type === 'text');
  return {
    name: builder.name,
    ...schema,
    ...(builder.declaration.spec && { spec: builder.declaration.spec }),
    missing: words.count,
    ...(Object.keys(words.words).length > 0 && { missingWords: words.words }),
  };
}
