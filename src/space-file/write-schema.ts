import { writeFileSync } from 'node:fs';
import { spaceJsonSchema } from './space-json-schema.ts';

// Runs from dist/src/study, by `npm run schema`.
writeFileSync(new URL('../../../schema/space.schema.json', import.meta.url), spaceJsonSchema());
