import { learningCurve, learningCurveOptions } from '../../actions/learned/learning-curve.ts';
import { renderLearningCurve } from '../../report/text/trials/learning-curve-text.ts';
import { counted } from '../../reports/figure.ts';
import { defineCommand, jsonFlag, printReport, quietFlag } from '../define-command.ts';
import { keptText, tellTrainings } from './trainings-watch.ts';

/** hpsearch learning-curve [trial]: would more rows pay? */
export const learningCurveCommand = defineCommand({
  action: learningCurveOptions,
  positional: 'trial',
  flags: { ...jsonFlag, ...quietFlag },
  examples: [
    ['learning-curve', 'train the best configuration with growing parts of the training rows'],
    ['learning-curve 17 --repeats 10', 'choose the trial, and train longer for narrower intervals'],
  ],
  run: ({ request, flags: { quiet }, terminal }) =>
    learningCurve(request, {
      begin: ({ name, backend, spec }, { trial }, trainings, kept) => {
        const signal = terminal.interruption();
        if (quiet) return { signal, onEnd() {} };
        terminal.err(
          `study ${name}: trial ${trial} with growing parts of the training rows, ${trainings} trainings on ${backend}${keptText(kept)}`,
        );
        const tell = tellTrainings((line) => terminal.err(line), spec.objective.metric, trainings);
        return { signal, onEnd: (rows, outcome) => tell(counted(rows, 'row'), outcome) };
      },
    }),
  print: (report, call) =>
    printReport(call, report, () => renderLearningCurve(report, call.terminal.columns)),
});
