/** The actions that a message may name; the command line and the programming interface word them differently. */
export type ActionName =
  | 'search'
  | 'continueTrials'
  | 'rerun'
  | 'ensemble'
  | 'distill'
  | 'check'
  | 'show'
  | 'exportStudy'
  | 'installBackend';

/** An option, optionally with a value. */
export interface OptionReference {
  readonly option: string;
  readonly value?: unknown;
}

/** An action and its options by name; the reader has to fill in an undefined option. */
export interface ActionReference {
  readonly action: ActionName;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A text in which options and actions are data, so that each caller of an action can word them. */
export type Message = string | readonly MessagePart[];
type MessagePart = string | OptionReference | ActionReference;

/** How a caller writes options and actions: `--keep` and `hpsearch start`, or `keep` and `search()`. */
export interface Wording {
  option(reference: OptionReference): string;
  action(reference: ActionReference): string;
}

export function option(name: string, value?: unknown): OptionReference {
  return { option: name, value };
}

export function action(name: ActionName, options: ActionReference['options'] = {}): ActionReference {
  return { action: name, options };
}

/** A template of texts, numbers, references and other messages. */
export function message(
  texts: TemplateStringsArray,
  ...values: readonly (number | MessagePart | Message)[]
): Message {
  const parts = texts.flatMap((text, index): MessagePart[] => {
    const value = index < values.length ? values[index] : '';
    return [text, ...(isMessage(value) ? value : [typeof value === 'number' ? String(value) : value])].filter(
      (part): part is MessagePart => part !== '' && part !== undefined,
    );
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
}

function isMessage(value: unknown): value is readonly MessagePart[] {
  return Array.isArray(value);
}

/** Concatenates the messages with `separator` between them. */
export function joined(messages: readonly Message[], separator: string): Message {
  return messages.reduce<Message>(
    (before, next, index) => (index === 0 ? next : message`${before}${separator}${next}`),
    '',
  );
}

export function worded(text: Message, wording: Wording = programWording): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'option' in part ? wording.option(part) : wording.action(part);
    })
    .join('');
}

/** The wording of a TypeScript program. */
export const programWording: Wording = {
  option: ({ option: name, value }) => (value === undefined ? name : `${name}: ${literal(value)}`),
  action: ({ action: name, options }) => {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const text = given.map(([key, value]) => `${key}: ${literal(value)}`).join(', ');
    return text === '' ? `${name}()` : `${name}({ ${text} })`;
  },
};

/** A TypeScript literal, with single quotation marks. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.replace(/['\\\n]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`))}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return JSON.stringify(value);
}
