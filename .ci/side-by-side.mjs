// Runs several npm scripts at once and prints the output of each that fails: node .ci/side-by-side.mjs lint build
import { spawn } from 'node:child_process';

const outcomes = await Promise.all(process.argv.slice(2).map(run));
for (const { name, code, output } of outcomes) if (code !== 0) console.error(`npm run ${name}:\n${output}`);
process.exitCode = outcomes.some(({ code }) => code !== 0) ? 1 : 0;

function run(name) {
  const child = spawn('npm', ['run', '-s', name], { shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ name, code, output }));
  });
}
