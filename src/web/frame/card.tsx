import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { CopyCommand } from './copy-command.tsx';
import './card.css';

interface CardProps {
  readonly title: string;
  /** A note on the content, such as "243 of 243 trials". */
  readonly note?: string;
  /** The command that prints the same in a terminal. */
  readonly command?: string;
  /** Makes the text of a CSV file of what is shown; the card then offers it under the name `csvName`. */
  readonly csv?: () => string;
  readonly csvName?: string;
  /** Why nothing can be shown yet, as a sentence. */
  readonly empty?: string;
  readonly error?: string;
  readonly isLoading?: boolean;
  /** Takes the whole width of the grid. */
  readonly isWide?: boolean;
  /** Room that the content will take, in pixels: the page does not jump when it arrives. */
  readonly height?: number;
  /** Selects and buttons of the view, beside the title. */
  readonly controls?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A view in its frame, with its states: loading, empty, failed, and shown. */
export function Card(props: CardProps) {
  const id = useId();
  const { title, note, command, csv, csvName = 'trials.csv', isWide, controls } = props;
  return (
    <section class={isWide ? 'card is-wide' : 'card'} aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {controls !== undefined && <div class="card-controls">{controls}</div>}
        <p class="card-note">{note}</p>
        {command !== undefined && <CopyCommand command={command} label="command" />}
        {csv !== undefined && (
          <button type="button" class="quiet-button" onClick={() => saveText(csvName, csv())}>
            CSV
          </button>
        )}
      </div>
      <CardBody {...props} />
    </section>
  );
}

function CardBody({ empty, error, isLoading, height, children }: CardProps) {
  const room = (element: HTMLElement | null) => {
    // An element is kept from state to state, and with it the room of the state before.
    if (element !== null) element.style.minHeight = height === undefined ? '' : `${height}px`;
  };
  if (error !== undefined) {
    return (
      <div class="card-state is-error" role="alert" ref={room}>
        <p>{error}</p>
      </div>
    );
  }
  if (isLoading) return <div class="card-state skeleton" aria-busy="true" ref={room} />;
  if (empty !== undefined) {
    return (
      <div class="card-state" ref={room}>
        <p>{empty}</p>
      </div>
    );
  }
  return (
    <div class="card-body" ref={room}>
      {children}
    </div>
  );
}

/** Lets the browser save a text as a file. */
function saveText(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
