import { type CellForm, dateFormats, durationFormats, type NumberNotation } from '../../study/cell-form.ts';
import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { declaredTask, kindOfTask } from '../../study/task/task-name.ts';

/** A column's declaration in the space file. */
export interface ColumnDeclaration {
  readonly spec?: ColumnSpec;
  /** How its cells become numbers; absent where the type has names, or is inferred. */
  readonly form?: CellForm;
  /** Type that the cells must have although they are kept as names. */
  readonly nameForm?: CellForm;
  /** The notation of numbers in the whole table; a declared form has it already. */
  readonly notation?: NumberNotation;
  readonly missing?: readonly string[];
  readonly hasIndicator?: boolean;
}

type Declarations = Pick<DataSpec, 'columns' | 'decimal' | 'thousands' | 'missing' | 'missingIndicators'>;

/** Like `declarationOf`, for a target: classes are names as written, whatever type is declared. */
export function targetDeclaration(
  name: string,
  data: Declarations & Pick<DataSpec, 'task' | 'separator'>,
): ColumnDeclaration {
  const declaration = declarationOf(name, data);
  if (data.task === 'multilabel') return labelDeclaration(declaration, data.separator);
  const declared = declaredTask(data.task, name);
  const task = declared === undefined ? taskOf(declaration) : kindOfTask(declared);
  return task === 'classification' ? ofNames(declaration) : declaration;
}

/** A label is a truth value; the labels in one column are names, however many. */
function labelDeclaration({ missing }: ColumnDeclaration, separator: string | undefined): ColumnDeclaration {
  const words = missing === undefined ? {} : { missing };
  if (separator === undefined) return { form: { type: 'boolean' }, ...words };
  return { spec: { type: 'category' }, ...words };
}

/** The same declaration for a column whose cells are kept as names. */
export function ofNames({ form, ...rest }: ColumnDeclaration): ColumnDeclaration {
  return { ...rest, ...(form && { nameForm: form }) };
}

const regressionTypes: readonly ColumnType[] = ['number', 'integer', 'duration'];

/** The task that a declared type of the target decides. */
export function taskOf({ spec }: ColumnDeclaration): SingleTask['kind'] | undefined {
  if (spec === undefined) return undefined;
  return regressionTypes.includes(spec.type) ? 'regression' : 'classification';
}

/** A date without a declared format is inferred as one, and a fault where it is none. */
export function declarationOf(name: string, data: Declarations): ColumnDeclaration {
  const { decimal, thousands } = data;
  const spec = data.columns?.[name];
  const missing = spec?.missing ?? data.missing;
  const notation = { ...(decimal && { decimal }), ...(thousands && { thousands }) };
  const form = spec === undefined ? undefined : formOf(spec, notation);
  return {
    ...(spec && { spec }),
    ...(form && { form }),
    ...(Object.keys(notation).length > 0 && { notation }),
    ...(missing && { missing }),
    ...((spec?.indicator ?? data.missingIndicators) && { hasIndicator: true }),
  };
}

function formOf(spec: ColumnSpec, ofTable: NumberNotation): CellForm | undefined {
  switch (spec.type) {
    case 'number': {
      const { decimal, thousands, unit } = { ...ofTable, ...spec };
      return {
        type: 'number',
        ...(decimal && { decimal }),
        ...(thousands && { thousands }),
        ...(unit && { unit }),
      };
    }
    case 'integer':
    case 'boolean':
      return { type: spec.type };
    case 'ordinal':
      return { type: 'ordinal', order: spec.order ?? [] };
    case 'date': {
      const format = dateFormats.find((each) => each === spec.format);
      return format === undefined
        ? undefined
        : { type: 'date', format, ...(spec.zone && { zone: spec.zone }) };
    }
    case 'duration': {
      const format = durationFormats.find((each) => each === spec.format);
      return format === undefined ? undefined : { type: 'duration', format };
    }
    default:
      return undefined;
  }
}
