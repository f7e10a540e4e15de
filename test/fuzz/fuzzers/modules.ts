import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { happens, pick } from '../mutations/choice.ts';
import { atImport, callbacks, oddExports, whileRunning } from './hostile-code.ts';

/** Modules of a user's that do what no module should, as models and as objectives, each in a process of its own. */
export const modules: Fuzzer = {
  name: 'modules',
  shortCases: 6,
  next: (random) => (happens(random, 0.5) ? objectiveCase(random) : modelCase(random)),
};

function objectiveCase(random: Random): FuzzCase {
  const { title, top, inside } = hostile(random);
  const text = `${top}\nexport async function run(config, report, signal) {\n  ${inside}\n  return { score: config.x };\n}\n`;
  const space = {
    name: 'hostile',
    model: { objective: './module.mjs' },
    space: { x: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
    training: { timeoutSeconds: 3 },
    search: { trials: 3 },
  };
  return madeCase(random, `objective: ${title}`, text, space, []);
}

function modelCase(random: Random): FuzzCase {
  const { title, top, inside } = hostile(random);
  const text = [
    top,
    "export const parameters = { units: { type: 'integer', min: 1, default: 2 } };",
    `export ${inside.includes('await') ? 'async ' : ''}function build({ tf, config, data }) {`,
    `  ${inside}`,
    '  return tf.sequential({ layers: [tf.layers.dense({ inputShape: data.inputShape, units: data.outputs })] });',
    '}\n',
  ].join('\n');
  const space = {
    name: 'hostile',
    data: 'iris',
    model: { module: './module.mjs' },
    space: { units: { type: 'int', min: 1, max: 3 } },
    training: { maxEpochs: 1, timeoutSeconds: 5, backend: 'cpu' },
    search: { trials: 2 },
  };
  return madeCase(random, `model: ${title}`, text, space, ['--no-check']);
}

function hostile(random: Random): { title: string; top: string; inside: string } {
  const where = random.below(3);
  const top = where === 0 ? pick(random, atImport) : where === 1 ? pick(random, oddExports) : '';
  const inside = where === 2 ? pick(random, whileRunning) : '';
  const delayed = inside !== '' && happens(random, 0.2) ? pick(random, callbacks)(inside) : inside;
  return { title: (top || delayed).replaceAll('\n', ' '), top, inside: delayed };
}

function madeCase(
  random: Random,
  title: string,
  text: string,
  space: object,
  flags: readonly string[],
): FuzzCase {
  const isolation = happens(random, 0.3) ? ['--isolation', 'process'] : [];
  const json = happens(random, 0.5) ? ['--json'] : ['--quiet'];
  return {
    title,
    files: {
      'module.mjs': { text },
      'space.json': { text: JSON.stringify(space) },
      below: { kind: 'folder' },
    },
    commands: [['start', 'space.json', '--workers', '2', ...flags, ...isolation, ...json]],
    program: 'built',
  };
}
