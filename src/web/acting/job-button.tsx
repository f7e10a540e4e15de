import type { ComponentChildren } from 'preact';
import type { StudyHead } from '../../plots/study-head.ts';
import { CopyCommand } from '../frame/copy-command.tsx';
import { ActButton } from './act-button.tsx';
import { commandLine } from './command-line.ts';
import { jobsChanged } from './requests-state.ts';
import { startJob } from './steering-api.ts';

interface JobButtonProps {
  readonly title: string;
  readonly verb: string;
  readonly study: StudyHead;
  /** The action, which is also the name of its command. */
  readonly action: string;
  /** Options that the command takes as arguments without a flag: trial numbers. */
  readonly places?: Readonly<Record<string, number | readonly number[]>>;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly children: ComponentChildren;
}

/** Starts an action as a job of the server, after a dialog that says what it does and shows the command for it. */
export function JobButton({ title, verb, study, action, places = {}, options, children }: JobButtonProps) {
  const command = commandLine(study.name, action, Object.values(places).flat(), options);
  const act = async () => {
    await startJob(study.id, action, { ...places, ...options });
    jobsChanged.value += 1;
    return `${title}: begun`;
  };
  return (
    <ActButton {...{ title, verb, act }} instead={<CopyCommand command={command} />}>
      {children}
      <p class="quiet">
        The same in a terminal: <CopyCommand command={command} />
      </p>
    </ActButton>
  );
}
