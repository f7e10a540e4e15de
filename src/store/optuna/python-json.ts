/** Python's json writes NaN, Infinity and -Infinity, which are not valid JSON: here they become strings. */
export function readPythonJson(text: string): unknown {
  const words = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
  return JSON.parse(text.replace(words, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}
