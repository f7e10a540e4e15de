import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { sentence } from '../api/sentence.ts';
import './acting.css';

interface ConfirmDialogProps {
  readonly title: string;
  /** The text of the button that acts: a verb. */
  readonly verb: string;
  /** The text that says what will happen, and the fields of choices. */
  readonly children: ComponentChildren;
  readonly isDisabled?: boolean;
  /** Its error is shown, and the dialog stays open. */
  act(): Promise<unknown>;
  close(): void;
}

/** Says what will happen before it does; Escape leaves everything as it is. */
export function ConfirmDialog({ title, verb, children, isDisabled = false, act, close }: ConfirmDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isActing, setActing] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setActing(true);
    setError(undefined);
    try {
      await act();
      close();
    } catch (thrown) {
      setError(sentence(thrown));
      setActing(false);
    }
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={id}>{title}</h2>
        {children}
        {error !== undefined && (
          <p class="field-fault" role="alert">
            {error}
          </p>
        )}
        <div class="dialog-buttons">
          <button type="button" class="chip" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="chip is-strong" disabled={isDisabled || isActing}>
            {isActing ? 'Sending …' : verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}
