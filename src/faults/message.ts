/** The actions that a message may name; the command line and the programming interface have their own words for them. */
const actionNames = [
  ...(['search', 'continueTrials', 'rerun', 'confirm', 'ensemble', 'distill'] as const),
  ...(['importance', 'refine', 'ablate', 'learningCurve'] as const),
  ...(['initSpace', 'check', 'show', 'studies', 'exportStudy', 'installBackend'] as const),
];
export type ActionName = (typeof actionNames)[number];

/** An option, optionally with a value. */
export interface OptionReference {
  readonly option: string;
  readonly value?: unknown;
}

/**
 * An action and its options by name. Undefined: an argument that the reader has to fill in; `study`: that of the context.
 */
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
    return [text, ...(isParts(value) ? value : [typeof value === 'number' ? String(value) : value])].filter(
      (part): part is MessagePart => part !== '' && part !== undefined,
    );
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
}

function isParts(value: unknown): value is readonly MessagePart[] {
  return Array.isArray(value);
}

/** True for a message that another thread sent: its values are plain, and its actions are known. */
export function isMessage(value: unknown): value is Message {
  if (typeof value === 'string') return true;
  return isParts(value) && value.every((part: unknown) => typeof part === 'string' || isReference(part));
}

function isReference(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { option: name, value, action: called, options } = part as Partial<OptionReference & ActionReference>;
  if (typeof name === 'string') return isPlain(value);
  if (!actionNames.some((known) => known === called) || typeof options !== 'object' || options === null) {
    return false;
  }
  return Object.values(options).every(isPlain);
}

function isPlain(value: unknown): boolean {
  return value === undefined || ['string', 'number', 'boolean'].includes(typeof value);
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
