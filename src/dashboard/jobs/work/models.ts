import { distill, distillOptions } from '../../../actions/distill.ts';
import { ensemble, ensembleOptions } from '../../../actions/ensemble.ts';
import { evaluate, evaluateOptions } from '../../../actions/evaluate.ts';
import { worded } from '../../../faults/message.ts';
import { renderDistillation } from '../../../report/text/models/distill-text.ts';
import { renderEnsemble } from '../../../report/text/models/ensemble-text.ts';
import { renderEvaluation } from '../../../report/text/models/evaluate-text.ts';
import { defineWork, textColumns } from './work.ts';

export const ensembleWork = defineWork({
  action: ensembleOptions,
  run: async (request, watch) => {
    const made = await ensemble(request, { note: (text) => watch.step(worded(text, watch.words)) });
    return { text: renderEnsemble(made, textColumns) };
  },
});

export const evaluateWork = defineWork({
  action: evaluateOptions,
  run: async (request) => {
    const { report } = await evaluate(request);
    return { text: renderEvaluation(report, textColumns) };
  },
});

export const distillWork = defineWork({
  action: distillOptions,
  run: async (request, watch) => {
    const startedAt = performance.now();
    const report = await distill(request, {
      signal: watch.signal,
      note: (text) => watch.step(worded(text, watch.words)),
      begin: (_, { trainings }) => {
        let ended = 0;
        return () => watch.step(`${++ended} of ${trainings} trainings`, ended / trainings);
      },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return { text: renderDistillation({ ...report, seconds, db: request.db }, textColumns) };
  },
});
