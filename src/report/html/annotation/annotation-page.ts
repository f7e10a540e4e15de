import { html, Markup } from '../elements/markup.ts';
import { policy } from '../page/page.ts';
import { styleSheet } from '../page/style-sheet.ts';
import { askQuestions } from './ask-questions.ts';

const ownStyle = `
#example { margin: 1.5rem 0; min-height: 8rem; }
#example canvas { image-rendering: pixelated; border: 1px solid var(--rule); background: var(--sunken); max-width: 100%; }
#example th { text-align: left; font-weight: 600; padding: .2rem 1.5rem .2rem 0; vertical-align: top; }
#example td { padding: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 46rem; }
#choices { display: flex; flex-wrap: wrap; gap: .5rem; }
button, input { font: inherit; padding: .4rem .8rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--sunken); color: var(--text); cursor: pointer; }
button:hover { border-color: var(--accent); }
kbd { margin-right: .5rem; color: var(--muted); font: .8125rem ui-monospace, Menlo, Consolas, monospace; }
progress { width: 100%; max-width: 46rem; }
#message { color: var(--fail); }
.row { display: flex; gap: .5rem; margin-top: 1.5rem; }
[hidden] { display: none !important; }
`;

/** The page that asks a person for labels, and sends the answers to the server that it came from. */
export function renderAnnotationPage(): string {
  const script = `(${String(askQuestions)})(document)`;
  const style = styleSheet + ownStyle;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style, ["connect-src 'self'"])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Human baseline</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<p class="kind">human baseline</p>
<h1 id="title">Loading</h1>
<p id="note" class="quiet"></p>
<progress id="progress" value="0" max="1" aria-label="answered"></progress>
</header>
<main>
<div id="example"></div>
<div id="choices"></div>
<div id="number" class="row" hidden><label for="value" id="label"></label> <input id="value" type="number" step="any"> <button id="give">Answer (Enter)</button></div>
<p id="typed" class="quiet" aria-live="polite"></p>
<p id="message" role="alert"></p>
<div id="controls" class="row"><button id="next" hidden>Begin the second pass (Enter)</button><button id="undo">Take back the last answer (Backspace)</button><button id="end">Stop here</button></div>
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}
