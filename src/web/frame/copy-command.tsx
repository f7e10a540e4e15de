import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface CopyCommandProps {
  readonly command: string;
  /** The button's text; without one the button shows the command itself. */
  readonly label?: string;
}

/** A button that copies a command to the clipboard, and says that it did. */
export function CopyCommand({ command, label }: CopyCommandProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await copyText(command);
    setCopied(true);
  };
  return (
    <span class="copy">
      <button
        type="button"
        class={label === undefined ? 'command' : 'quiet-button'}
        title={label === undefined ? 'Copy' : command}
        aria-label={`Copy the command ${command}`}
        onClick={() => void copy()}
      >
        {label ?? <Words command={command} />}
      </button>
      <span class="copied" role="status">
        {isCopied ? '✓ copied' : ''}
      </span>
    </span>
  );
}

/** A command breaks between its words alone, where a line is long enough for a word. */
function Words({ command }: { readonly command: string }) {
  const words = command.split(' ');
  return (
    <code>
      {words.map((word, place) => (
        <Fragment key={place}>
          {place > 0 && ' '}
          <span>{word}</span>
        </Fragment>
      ))}
    </code>
  );
}

/** The clipboard's interface exists on secure origins alone: pages of another machine copy through a field. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
