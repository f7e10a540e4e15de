import { z } from 'zod';
import { functionFileSchema, spaceFileSchema } from './space-schema.ts';

/**
 * The JSON Schema (draft 7) with which editors complete and check a space file: the content of
 * schema/space.schema.json.
 */
export function spaceJsonSchema(): string {
  const [models, functions] = [spaceFileSchema, functionFileSchema].map((schema) => {
    const { $schema, definitions, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    return { $schema, definitions, rest };
  });
  const schema = {
    $schema: models?.$schema,
    type: 'object',
    if: { required: ['model'], properties: { model: { type: 'object', required: ['objective'] } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
    then: functions?.rest,
    else: models?.rest,
    definitions: Object.assign({}, models?.definitions, functions?.definitions),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
