import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './e2e/hpsearch.ts';

/** Its data are a package of Debian, and do not come along. */
const withoutData = 'fashion-mnist.json';

/** Names of the space files in search-spaces whose data come along. */
export const exampleSpaces = readdirSync(join(root, 'search-spaces')).filter(
  (file) => /\.(?:json|yaml)$/.test(file) && file !== withoutData,
);
