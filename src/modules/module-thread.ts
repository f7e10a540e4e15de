import { divertOutput } from './divert-output.ts';
import { type ModuleNews, moduleFailure } from './probe-module.ts';
import { boundPost, sealThread } from './seal-thread.ts';
import { userPlace } from './thrown-text.ts';

type ModuleEnd = Extract<ModuleNews, { readonly kind: 'exits' | 'failed' }>;

/**
 * Called in a module's thread before the import: what the module prints goes to the standard error, the thread's ports
 * are hidden from it, and its exit or an error that nothing catches is reported. Returns what sends to the parent.
 */
export function beginModuleThread<News>(): (news: News | ModuleEnd) => void {
  const post: (news: News | ModuleEnd) => void = boundPost();
  divertOutput();
  sealThread();
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    post({ kind: 'exits', place: userPlace(new Error('exit')) });
    return exit(code);
  };
  // Node ends a thread by process.exit after an error that nothing caught: on this port the error must come first.
  process.on('uncaughtExceptionMonitor', (error) => post(moduleFailure(error)));
  return post;
}
