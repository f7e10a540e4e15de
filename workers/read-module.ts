import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { divertOutput } from '../src/modules/divert-output.ts';
import { describeModule } from '../src/modules/module-description.ts';
import { type ModuleNews, moduleFailure } from '../src/modules/probe-module.ts';
import { boundPost, sealThread } from '../src/modules/seal-thread.ts';
import { userPlace } from '../src/modules/thrown-text.ts';
import { watchGlobals } from '../src/modules/watched-globals.ts';
import { type MetricTrial, metricFailure } from '../src/training/models/own-metrics.ts';

/** After its import, the time in which errors in timers and unhandled rejections of a module are caught. */
const settleMilliseconds = 20;

const { url, question } = workerData as { url: string; question?: MetricTrial };
const { setTimeout } = globalThis;
const post: (news: ModuleNews) => void = boundPost();

divertOutput();
sealThread();
const exit = process.exit.bind(process);
process.exit = (code) => {
  post({ kind: 'exits', place: userPlace(new Error('exit')) });
  return exit(code);
};
// Node ends a thread by process.exit after an error that nothing caught: on this port the error must come first.
process.on('uncaughtExceptionMonitor', (error) => post(moduleFailure(error)));
const globals = watchGlobals();
try {
  const exported: Readonly<Record<string, unknown>> = await import(url);
  const description = describeModule(exported);
  const answer = question && metricFailure(exported, fileURLToPath(url), question);
  await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
  post({ kind: 'described', description, replaced: globals.restore(), answer });
} catch (error) {
  globals.restore();
  post(moduleFailure(error));
}
