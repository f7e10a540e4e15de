import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { commandEnvironment } from './environment.ts';
import type { Run } from './fuzzer.ts';
import { serverProgram } from './root.ts';

/** A deadline for what should take a second; other programs may have the processor for most of it. */
export const deadlineSeconds = 60;
const mostResidentBytes = 1.5 * 2 ** 30;
const mostCommands = 400;

/** How a command ended that ran in a server. */
export interface ServedRun extends Run {
  /** The standard error and the progress, in the order in which they were written. */
  readonly messages: string;
}

interface Answer extends Omit<ServedRun, 'args'> {
  readonly residentBytes: number;
}

/** A process that runs one command line at a time; it is replaced when it hangs, dies or keeps too much memory. */
export class CommandServer {
  #child: ChildProcess | undefined;
  #commands = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #deadlineSeconds: number;

  constructor(seconds = deadlineSeconds) {
    this.#deadlineSeconds = seconds;
  }

  /** Waits for the command before. */
  run(args: readonly string[], directory: string): Promise<ServedRun> {
    const run = this.#last.then(() => this.#run(args, directory));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run(args: readonly string[], directory: string): Promise<ServedRun> {
    const child = await this.#started();
    const answered = new Promise<Answer | string>((resolve) => {
      const clock = setTimeout(
        () => resolve(`did not end within ${this.#deadlineSeconds} s`),
        this.#deadlineSeconds * 1000,
      );
      const end = (result: Answer | string) => {
        clearTimeout(clock);
        child.removeAllListeners('exit');
        child.removeAllListeners('message');
        resolve(result);
      };
      child.once('message', (answer) => end(answer as Answer));
      child.once('exit', (code, signal) =>
        end(`ended the process of its own accord: ${signal ?? `code ${code}`}`),
      );
      child.send({ args, directory });
    });
    const answer = await answered;
    if (typeof answer === 'string') {
      this.close();
      return {
        args,
        code: null,
        stdout: '',
        stderr: '',
        messages: '',
        breaches: [answer],
        processorSeconds: this.#deadlineSeconds,
      };
    }
    this.#commands++;
    if (answer.residentBytes > mostResidentBytes || this.#commands >= mostCommands) this.close();
    return { ...answer, args };
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#commands = 0;
  }

  async #started(): Promise<ChildProcess> {
    if (this.#child?.connected) return this.#child;
    const child = fork(serverProgram, [], {
      execArgv: ['--max-old-space-size=2048'],
      env: commandEnvironment(),
      // Native code may print past `process.stdout`.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    await once(child, 'message');
    return child;
  }
}
