/** V8 keeps the whole text that a longer part was cut from. */
const longestCopied = 12;

/** Most cells have no space around them, and trimming takes as long as parsing. */
export function trimmed(cell: string): string {
  return isVisible(cell.charCodeAt(0)) && isVisible(cell.charCodeAt(cell.length - 1)) ? cell : cell.trim();
}

/** True for ASCII but spaces and controls. */
function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

/** The same text, apart from the longer one that it may have been cut from. */
export function copyOf(text: string): string {
  return text.length <= longestCopied ? text : Buffer.from(text).toString();
}
