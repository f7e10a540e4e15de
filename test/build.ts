import { execFileSync } from 'node:child_process';

/** Worker threads and the command line are tested as users run them: built. `npm test` has built them before. */
export default function build(): void {
  if (process.env.npm_lifecycle_event !== 'test')
    execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
}
