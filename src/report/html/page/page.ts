import { createHash } from 'node:crypto';
import { enhancePage } from '../browser/enhance-page.ts';
import { type Content, html, Markup } from '../elements/markup.ts';
import { pageMark } from './page-mark.ts';
import { styleSheet } from './style-sheet.ts';

export interface Page {
  readonly title: string;
  /** A few words above the title: the kind of report. */
  readonly kind: string;
  /** A row of facts below the title. */
  readonly facts: readonly Content[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Follows the title in the table of contents, such as a count. */
  readonly note?: string;
  readonly content: Content;
}

/** A self-contained HTML document: no network, no other file, no script except its own. */
export function renderPage({ title, kind, facts, sections }: Page): string {
  const script = `(${String(enhancePage)})(document)`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${new Markup(pageMark)}
<meta http-equiv="Content-Security-Policy" content="${policy(script, styleSheet)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} – ${kind}</title>
<style>${new Markup(styleSheet)}</style>
</head>
<body>
<header>
<p class="kind">${kind}</p>
<h1>${title}</h1>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
<nav aria-label="Contents">${sections.map(renderLink)}</nav>
<main>
${sections.map(renderSection)}</main>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

function renderLink({ id, title, note }: Section): Markup {
  return html`<a href="#${id}">${title}${note === undefined ? undefined : html` <small>${note}</small>`}</a>`;
}

export function renderSection({ id, title, content }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}

/**
 * Only this script and style, and pictures embedded in the page, may be loaded or run; `further` directives permit more.
 */
export function policy(script: string, style: string, further: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    ...further,
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
