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
  const text = label ?? <code>{command}</code>;
  return (
    <button
      type="button"
      class={label === undefined ? 'command' : 'quiet-button'}
      title={label === undefined ? 'Copy' : command}
      aria-label={`Copy ${command}`}
      onClick={() => void copy()}
    >
      {text}
      <span class="copied" role="status">
        {isCopied ? '✓ copied' : ''}
      </span>
    </button>
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
