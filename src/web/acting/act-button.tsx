import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { CopyCommand } from '../frame/copy-command.tsx';
import { announcement } from '../state/study-state.ts';
import { mayAct } from '../state/token.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ActButtonProps {
  /** The button's text, and the dialog's title. */
  readonly title: string;
  /** The text of the button that acts. */
  readonly verb: string;
  /** The same from a terminal, for a page that may only read. */
  readonly command: string;
  readonly isDisabled?: boolean;
  /** What will happen, and fields for what has to be chosen. */
  readonly children: ComponentChildren;
  /** Resolves to a sentence that says what was done. */
  act(): Promise<string>;
}

/** Asks before it acts; where the page may only read, it shows the command to copy instead. */
export function ActButton({ title, verb, command, isDisabled, children, act }: ActButtonProps) {
  const [isOpen, setOpen] = useState(false);
  if (!mayAct.value) return <CopyCommand command={command} />;
  const actAndSay = async () => {
    announcement.value = await act();
  };
  return (
    <>
      <button type="button" class="chip" onClick={() => setOpen(true)}>
        {title}
      </button>
      {isOpen && (
        <ConfirmDialog
          {...{ title, verb, ...(isDisabled !== undefined && { isDisabled }) }}
          act={actAndSay}
          close={() => setOpen(false)}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  );
}
