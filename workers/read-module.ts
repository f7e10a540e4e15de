import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { describeModule } from '../src/modules/module-description.ts';
import { beginModuleThread } from '../src/modules/module-thread.ts';
import { type ModuleNews, moduleFailure } from '../src/modules/probe-module.ts';
import { watchGlobals } from '../src/modules/watched-globals.ts';
import { type MetricTrial, metricFailure } from '../src/training/models/own-metrics.ts';

/** After its import, the time in which errors in timers and unhandled rejections of a module are caught. */
const settleMilliseconds = 20;

const { url, question } = workerData as { url: string; question?: MetricTrial };
const { setTimeout } = globalThis;
const post = beginModuleThread<ModuleNews>();
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
