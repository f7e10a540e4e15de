import { markupText } from '../../../faults/markup-text.ts';

/** HTML that is safe for a browser: all external text has been escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Content = string | number | Markup | undefined | readonly Content[];

/**
 * A template of markup: every value is escaped, in texts and in quoted attributes; arrays are joined, undefined is left
 * out.
 */
export function html(texts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(texts.reduce((all, text, index) => all + textOf(values[index - 1]) + text));
}

function textOf(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return markupText(content);
  if (typeof content === 'object') return content.map(textOf).join('');
  return content === undefined ? '' : String(content);
}
