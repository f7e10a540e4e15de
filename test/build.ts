import { execFileSync } from 'node:child_process';

/** Worker threads and the command line are tested as users run them: built. */
export default function build(): void {
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
}
