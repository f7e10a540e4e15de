import { confirm, confirmOptions } from '../actions/confirm.ts';
import { formatNumber } from '../report/text/parts/format.ts';
import { renderConfirm } from '../report/text/trials/confirm-text.ts';
import type { ConfirmWatch } from '../search/confirm/confirm.ts';
import type { Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

const flags = { ...jsonFlag, ...quietFlag };

/** hpsearch confirm: which of the best trials is really best, on other rows and with other seeds. */
export const confirmCommand = defineCommand({
  action: confirmOptions,
  flags,
  examples: [
    ['confirm', 'race the five best trials over new divisions of the rows'],
    ['confirm --top 3 --rounds 6', 'the three best, in at most six rounds'],
  ],
  run: (call) => confirm(call.request, { begin: (study, trials) => watch(call, study, trials) }),
  print: (report, call) => printReport(call, report, () => renderConfirm(report, call.terminal.columns)),
});

function watch(
  { request, flags: { quiet }, terminal }: Call<typeof confirmOptions.options, typeof flags>,
  { name, backend, spec }: Study,
  trials: readonly Trial[],
): Omit<ConfirmWatch, 'deadline'> {
  const signal = terminal.interruption();
  if (quiet) return { signal, onEnd() {}, onRound() {} };
  const numbers = trials.map(({ trial }) => trial).join(', ');
  terminal.err(
    `study ${name}: trials ${numbers} train again on ${backend}, at most ${request.rounds} rounds`,
  );
  const { metric } = spec.objective;
  const values: string[] = [];
  return {
    signal,
    onEnd(_, trial, outcome) {
      const told = outcome.state === 'failed' ? outcome.failure.kind : formatNumber(outcome.value);
      values.push(`trial ${trial} ${told}`);
    },
    onRound(round, left) {
      const ended = left.length < trials.length ? `; left: ${left.join(', ')}` : '';
      terminal.err(`[${round}/${request.rounds}] ${metric} of ${values.splice(0).sort().join(', ')}${ended}`);
    },
  };
}
