import { expect, test } from 'vitest';
import { importedSpec } from '../../src/records/study-record.ts';
import { fieldsOfColumn } from '../../src/space-file/data/columns-schema.ts';
import { dataFields } from '../../src/space-file/data/data-schema.ts';
import { splitSchema } from '../../src/space-file/data/split-schema.ts';
import { trainingSchema } from '../../src/space-file/section-schemas.ts';
import { columnTypes } from '../../src/study/column-spec.ts';

const { data, training } = importedSpec.shape;

test('a study that is imported may have every field of a space file', () => {
  const known = Object.keys(data.shape);
  for (const fields of Object.values(dataFields)) expect(known).toEqual(expect.arrayContaining([...fields]));
  expect(Object.keys(training.shape).toSorted()).toEqual(Object.keys(trainingSchema.shape).toSorted());
  const columns = Object.keys(data.shape.columns.unwrap().valueType.shape);
  for (const type of columnTypes) expect(columns).toEqual(expect.arrayContaining([...fieldsOfColumn(type)]));
  const splits = data.shape.split.options.flatMap(({ shape }) => Object.keys(shape));
  expect(splits).toEqual(expect.arrayContaining(Object.keys(splitSchema.shape)));
});
