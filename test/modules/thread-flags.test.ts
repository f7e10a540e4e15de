import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { threadFlags } from '../../src/modules/probe-module.ts';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';

test('a module is read under flags of V8, which no thread may be given', () => {
  const { directory, remove } = temporaryDirectory();
  onTestFinished(remove);
  writeFileSync(join(directory, 'objective.mjs'), 'export const run = ({ x }) => ({ score: x });\n');
  const space = {
    model: { objective: './objective.mjs' },
    space: { x: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
  };
  writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
  const args = ['--max-old-space-size=2048', join(root, 'dist/src/cli.js'), 'sample', 'space.json', '--json'];
  const sampled = JSON.parse(execFileSync(process.execPath, args, { cwd: directory, encoding: 'utf8' }));
  expect(sampled).toHaveLength(5);
});

test('flags are inherited, but for those of an evaluated text', () => {
  expect(threadFlags(['--import', 'tsx', '--max-old-space-size=9'])).toEqual({});
  expect(threadFlags(['--input-type=module', '--import', 'tsx', '--max-old-space-size=9'])).toEqual({
    execArgv: ['--import', 'tsx'],
  });
});
