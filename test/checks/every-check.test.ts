import { join } from 'node:path';
import { checks } from '../../src/checks/catalogue.ts';
import { checkContext } from '../../src/checks/context.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { describeCheck } from '../contracts/check.ts';
import { root } from '../e2e/hpsearch.ts';

const space = join(root, 'search-spaces/iris-linear.json');
const backend = await loadBackend('wasm');
const { study, ...prepared } = await prepareStudy({ space, backend: 'wasm' });
const sound = await checkContext({ ...prepared, backend, spec: study.spec, directory: study.directory });

const build = () => {
  throw new Error('of the model');
};

for (const check of checks) {
  describeCheck(check, {
    sound: () => sound,
    broken: () => ({ ...sound, family: { ...sound.family, build } }),
  });
}
