import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { announcement } from '../state/study-state.ts';
import { mayAct } from '../state/token.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface ActButtonProps {
  /** The button's text, and the dialog's title. */
  readonly title: string;
  /** The text of the button that acts. */
  readonly verb: string;
  /** Shown by a page that may only read: the command that does the same; nothing where there is none. */
  readonly instead?: ComponentChildren;
  readonly isDisabled?: boolean;
  /** The text that says what will happen, and the fields of choices. */
  readonly children: ComponentChildren;
  /** Resolves to a sentence that says what was done. */
  act(): Promise<string>;
}

/** Asks before it acts; where the page may only read, it shows what does the same. */
export function ActButton({ title, verb, instead, isDisabled, children, act }: ActButtonProps) {
  const [isOpen, setOpen] = useState(false);
  if (!mayAct.value) return <>{instead}</>;
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
