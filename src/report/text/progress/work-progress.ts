import pc from 'picocolors';
import type { Message, Wording } from '../../../faults/message.ts';
import { worded } from '../../../faults/message.ts';
import { visibleLine } from '../../../faults/visible-text.ts';
import { counted } from '../../../reports/figure.ts';
import type { Objective } from '../../../study/objective.ts';
import type { RungStop, Trial } from '../../../study/trial.ts';
import { describe, linesInPlace, type ProgressOutput, throttled, unknownColumns } from './progress.ts';

/** Shows what a worker does for several studies, by their names. `close` restores the terminal. */
export interface WorkProgress {
  onOpen(study: string, backend: string | null): void;
  onRefuse(study: string, reason: Message): void;
  onStart(study: string, trial: number): void;
  onEpoch(study: string, trial: number, epoch: number): void;
  onRecord(study: string, objective: Objective, trial: Trial, stop?: RungStop): void;
  onDrop(study: string, trial: number, why: 'givenBack' | 'superseded'): void;
  note(line: string): void;
  close(): void;
}

export interface WorkProgressOptions {
  readonly slots: number;
  readonly words: Wording;
  readonly elapsedSeconds: () => number;
}

/** One line for each event: for pipes and logs. */
export function plainWork(output: ProgressOutput, { words }: WorkProgressOptions): WorkProgress {
  const write = (line: string) => void output.write(`${line}\n`);
  return {
    onOpen: (study, backend) => write(opening(study, backend)),
    onRefuse: (study, reason) => write(refusal(study, reason, words)),
    onStart() {},
    onEpoch() {},
    onRecord: (study, objective, trial, stop) => write(`${study}: ${describe(trial, objective, stop)}`),
    onDrop: (study, trial, why) => write(drop(study, trial, why)),
    note: write,
    close() {},
  };
}

/** One line redrawn in place, and a line above it for what is not the usual course. */
export function terminalWork(output: ProgressOutput, options: WorkProgressOptions): WorkProgress {
  const { slots, words, elapsedSeconds } = options;
  const running = new Map<string, number>();
  const ended = new Map<string, number>();
  const place = linesInPlace(output, () =>
    statusLine(slots, running, ended).slice(0, (output.columns || unknownColumns) - 1),
  );
  const drawSoon = throttled(place.draw, elapsedSeconds);
  const print = (line: string) => {
    place.print(line);
    place.draw();
  };
  const key = (study: string, trial: number) => `${study} ${trial}`;
  place.draw();
  return {
    onOpen: (study, backend) => print(opening(study, backend)),
    onRefuse: (study, reason) => print(pc.yellow(refusal(study, reason, words))),
    onStart(study, trial) {
      running.set(key(study, trial), 0);
      place.draw();
    },
    onEpoch(study, trial, epoch) {
      running.set(key(study, trial), epoch);
      drawSoon();
    },
    onRecord(study, objective, trial, stop) {
      running.delete(key(study, trial.trial));
      ended.set(study, (ended.get(study) ?? 0) + 1);
      if (trial.state === 'failed') place.print(pc.yellow(`${study}: ${describe(trial, objective, stop)}`));
      place.draw();
    },
    onDrop(study, trial, why) {
      running.delete(key(study, trial));
      print(pc.yellow(drop(study, trial, why)));
    },
    note: print,
    close: () => place.close(),
  };
}

/** "2/4 busy  iris: 12 trials  mnist: 3 trials  now iris 17 (epoch 4), mnist 9 (epoch 1)". */
function statusLine(
  slots: number,
  running: ReadonlyMap<string, number>,
  ended: ReadonlyMap<string, number>,
): string {
  const done = [...ended].map(([study, count]) => `${visibleLine(study, 40)}: ${counted(count, 'trial')}`);
  const now = [...running].map(([trial, epoch]) => `${visibleLine(trial, 50)} (epoch ${epoch})`);
  const course = now.length > 0 ? [`now ${now.join(', ')}`] : ['waiting for work'];
  return [`${running.size}/${slots} busy`, ...done, ...course].join('  ');
}

function opening(study: string, backend: string | null): string {
  return `study ${study}: trains here${backend === null ? '' : `, on ${backend}`}`;
}

function refusal(study: string, reason: Message, words: Wording): string {
  return `study ${study}: left to other workers: ${worded(reason, words)}`;
}

function drop(study: string, trial: number, why: 'givenBack' | 'superseded'): string {
  if (why === 'givenBack') return `${study}: trial ${trial}: given back before it ended`;
  return `${study}: trial ${trial}: dropped, for another worker has taken it over`;
}
