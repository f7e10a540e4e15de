import type { InferredTask } from '../../raw-data.ts';
import { distinctLimit } from '../column/code-limit.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import type { NumberVerdict } from './number-verdict.ts';

const mostInferredClasses = 20;
const rowsPerInferredClass = 5;

/**
 * Text is classification. Numbers are regression, unless all are whole, at most 20 are distinct and each occurs in 5
 * rows on average.
 */
export function inferTask(builder: ColumnBuilder, numbers: NumberVerdict | undefined): InferredTask {
  const { distinct } = builder;
  if (numbers === undefined && builder.padded.count > 0) {
    const because = 'some of its values have leading zeros, as codes have';
    return { task: 'classification', because };
  }
  if (numbers === undefined && builder.digits.beyond.count > 0) {
    return { task: 'classification', because: 'its values are codes of more than 15 digits' };
  }
  if (numbers === undefined) return { task: 'classification', because: 'its values are text' };
  if ('broken' in numbers) return { task: 'regression', because: 'most of its values are numbers' };
  if (numbers.form?.type === 'number' && numbers.form.decimal === ',') {
    return { task: 'regression', because: 'its values are numbers with a decimal comma' };
  }
  const areWhole = builder.numbers().every((number) => Number.isNaN(number) || Number.isInteger(number));
  if (!areWhole) return { task: 'regression', because: 'its values are numbers with fractions' };
  const values = `${distinct > distinctLimit ? `more than ${distinctLimit}` : distinct} distinct whole numbers`;
  const present = builder.numberCount;
  if (distinct > mostInferredClasses) {
    const because = `it has ${values}, and only up to ${mostInferredClasses} are taken for classes`;
    return { task: 'regression', because, otherwise: 'classification' };
  }
  if (distinct * rowsPerInferredClass > present) {
    const because = `it has ${values} in ${present} rows, fewer than ${rowsPerInferredClass} rows for each`;
    return { task: 'regression', because, otherwise: 'classification' };
  }
  return { task: 'classification', because: `it has only ${values}`, otherwise: 'regression' };
}
