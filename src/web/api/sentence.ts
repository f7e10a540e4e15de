/** An error as a sentence for the reader. */
export function sentence(error: unknown): string {
  if (error instanceof TypeError) return 'The server cannot be reached.';
  const text = error instanceof Error ? error.message : String(error);
  // A first word that is a file's name or a field stays as it is.
  const begun = /^[a-z]+,? /.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
