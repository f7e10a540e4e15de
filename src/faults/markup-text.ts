import { visibleText } from './visible-text.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text for HTML and SVG, in an element or a quoted attribute. Invisible characters, which could reorder or hide
 * others, are escaped too; line breaks and tabs become spaces.
 */
export function markupText(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
