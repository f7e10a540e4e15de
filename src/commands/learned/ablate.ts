import { ablate, ablateOptions } from '../../actions/learned/ablate.ts';
import { shownName } from '../../faults/visible-text.ts';
import { renderAblation } from '../../report/text/trials/ablation-text.ts';
import { defineCommand, jsonFlag, printReport, quietFlag } from '../define-command.ts';
import { keptText, tellTrainings } from './trainings-watch.ts';

/** hpsearch ablate [trial]: what each choice of a trial's configuration is worth. */
export const ablateCommand = defineCommand({
  action: ablateOptions,
  positional: 'trial',
  flags: { ...jsonFlag, ...quietFlag },
  examples: [
    ['ablate', 'put the choices of the best trial back, one at a time, with five seeds each'],
    ['ablate 17 --seeds 10', 'choose the trial, and train longer for narrower intervals'],
  ],
  run: ({ request, flags: { quiet }, terminal }) =>
    ablate(request, {
      begin: ({ name, backend, spec }, { trial }, trainings, kept) => {
        const signal = terminal.interruption();
        if (quiet) return { signal, onEnd() {} };
        terminal.err(
          `study ${name}: trial ${trial} and its choices put back, ${trainings} trainings on ${backend}${keptText(kept)}`,
        );
        const tell = tellTrainings((line) => terminal.err(line), spec.objective.metric, trainings);
        const title = (parameter?: string) =>
          parameter === undefined ? `trial ${trial}` : `${shownName(parameter)} put back`;
        return {
          signal,
          onEnd: (parameter, seed, outcome) => tell(`${title(parameter)}, seed ${seed}`, outcome),
        };
      },
    }),
  print: (report, call) => printReport(call, report, () => renderAblation(report, call.terminal.columns)),
});
