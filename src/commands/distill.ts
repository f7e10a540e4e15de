import type { Argv, CommandModule } from 'yargs';
import { distillStudy, type Lesson } from '../distillation/distill.ts';
import { describeStudent, renderDistillation, type ShownDistillation } from '../report/text/distill-text.ts';
import { openModels } from '../runs/open-models.ts';
import { openStudentPool, type StudentPoolOptions } from '../runs/student-pool.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { studentModels } from './distill-models.ts';
import { type DistillArguments, distillOptions } from './distill-options.ts';
import { placeFlags } from './place-flags.ts';
import { printJson, type Terminal } from './terminal.ts';

/** hpsearch distill: trains one small model to say what an ensemble says, and compares. */
export function distillCommand(terminal: Terminal): CommandModule<object, DistillArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .options(distillOptions)
        .example('$0 distill', 'the newest ensemble, in the smallest of the good trials')
        .example(`$0 distill --config '{"units":16}' --temperature 2,4`, 'in a configuration of your own')
        .example('$0 distill --seeds 5', 'is a student better than labels alone, or was it luck?'),
    handler: (argv) =>
      withStore(argv.db, async (store) => {
        const study = await requireStudy(store, argv.study, argv.db);
        await distill(argv, terminal, store, study);
      }),
  };
}

async function distill(
  argv: DistillArguments,
  terminal: Terminal,
  store: Store,
  study: Study,
): Promise<void> {
  const { db, ensemble, tries, seeds, epochs, workers } = argv;
  const startedAt = performance.now();
  const say = (line: string) => (argv.quiet ? undefined : terminal.err(line));
  const report = await distillStudy(
    { store, study, place: placeFlags(argv) },
    { ensemble, temperatures: argv.temperature, mixtures: argv.mixture, tries, seeds },
    {
      open: () => openModels(store, study),
      studentModels: (models) => studentModels(models, argv),
      openPool: (models, lesson) => {
        const isRegression = models.dataset.task.kind === 'regression';
        const onEnd = tellProgress(lesson, study, isRegression, say);
        const signal = terminal.interruption();
        return openStudentPool(models, lesson, { db, epochs, workers, signal, onEnd });
      },
      note: say,
      now: () => performance.now(),
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const shown: ShownDistillation = { study: study.name, db, ...report, seconds };
  if (argv.json) printJson(terminal, shown);
  else terminal.out(renderDistillation(shown, terminal.columns));
}

/** Says what begins; what is returned says of each student how it ended. */
function tellProgress(
  { teacher, trainings }: Lesson,
  { name, backend, spec }: Study,
  isRegression: boolean,
  say: (line: string) => void,
): StudentPoolOptions['onEnd'] {
  say(`study ${name}: ensemble '${teacher}' teaches, ${trainings} trainings on ${backend}`);
  const { objective } = spec;
  let done = 0;
  return (training, outcome) =>
    say(`[${++done}/${trainings}] ${describeStudent(training, outcome, { objective, isRegression })}`);
}
