import { drawingStyles } from '../drawings/drawing-styles.ts';
import { studyStyles } from '../drawings/study-styles.ts';

const darkTokens = `
  --page: #111214; --ground: #161719; --sunken: #1e2023; --text: #e6e5e1; --muted: #a09f98; --rule: #3a3c40; --grid: #2a2c30;
  --accent: #8db8ea; --bar: #6f9acb; --right: 111 154 203; --wrong: 232 140 80;
  --fail: #ff8f84; --warn: #e6b450; --info: #a3b8d0; --pass: #6fc596; --skip: #a09f98;
  --series-1: #6fa8e0; --series-2: #e8945a; --series-3: #63bf97; --series-4: #c793d3; --series-5: #d3b552; --series-6: #a5a59e;
  --best: #e5a93d; --faint: #4a4c50;
  color-scheme: dark;
`;

/** The style of all pages: plain, light or dark as the reader prefers, for wide and narrow screens and for paper. */
export const styleSheet = `
:root {
  --page: #fafaf8; --ground: #fff; --sunken: #f7f7f5; --text: #1d1d1b; --muted: #66655f; --rule: #d9d8d2; --grid: #ecebe6;
  --accent: #2c5f9e; --bar: #5b84b8; --right: 44 95 158; --wrong: 196 84 29;
  --fail: #b42318; --warn: #8f5b00; --info: #4a5f78; --pass: #24714a; --skip: #66655f;
  --series-1: #2c6fb3; --series-2: #c4601d; --series-3: #2e8b63; --series-4: #9a57a8; --series-5: #a8871a; --series-6: #7a7a74;
  --best: #a86500; --faint: #c9c8c2;
  color-scheme: light dark;
}
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme=light]) {${darkTokens}}
}
@media screen { :root[data-theme=dark] {${darkTokens}} }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: 3rem; }
body {
  margin: 0 auto; max-width: 80rem; padding: 0 1.5rem 4rem; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
header { padding: 2.5rem 0 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; font-weight: 650; letter-spacing: -.01em; margin: 3rem 0 .75rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h4 { font-size: .8125rem; font-weight: 600; margin: 1rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
a { color: var(--accent); text-underline-offset: .15em; }
small { font-size: .8125rem; }
code, pre, .code { font: .8125rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
pre { margin: 0; padding: .75rem 1rem; background: var(--sunken); border-radius: 6px; overflow: auto; max-height: 24rem; }
.kind { margin: 0 0 .25rem; color: var(--muted); font-size: .8125rem; }
.quiet, nav small { color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .6rem 0 0; padding: 0; list-style: none; color: var(--muted); }
.notes { max-width: 46rem; margin: .75rem 0; padding-left: 1.1rem; color: var(--muted); }
.facts b { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
nav {
  position: sticky; top: 0; z-index: 3; display: flex; gap: 1.5rem; overflow-x: auto; padding: .6rem 0;
  background: var(--ground); border-bottom: 1px solid var(--rule);
}
nav a { color: var(--text); text-decoration: none; white-space: nowrap; }
nav a:hover { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.columns { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; align-items: flex-start; }
.columns > * { min-width: 0; }
.grow { flex: 0 1 520px; }

.fail { --tone: var(--fail); } .warn { --tone: var(--warn); } .info { --tone: var(--info); }
.pass { --tone: var(--pass); } .skip { --tone: var(--skip); }
.badge { color: var(--tone); font-weight: 600; white-space: nowrap; }
.badge::before { margin-right: .4em; font-size: .85em; }
.badge.fail::before { content: "✕" / ""; } .badge.warn::before { content: "▲" / ""; } .badge.info::before { content: "●" / ""; }
.badge.pass::before { content: "✓" / ""; } .badge.skip::before { content: "–" / ""; }

.all, .step { color: var(--accent); }
.controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 .6rem; }
.controls [role=group] { display: flex; flex-wrap: wrap; gap: .5rem; }
.controls [role=status] { color: var(--muted); font-size: .8125rem; font-variant-numeric: tabular-nums; }
input[type=search] {
  font: inherit; font-size: .875rem; width: 15rem; max-width: 100%; padding: .25rem .6rem; color: inherit;
  background: var(--ground); border: 1px solid var(--rule); border-radius: 6px;
}
.chip {
  font: inherit; font-size: .8125rem; padding: .2rem .7rem; border: 1px solid var(--rule); border-radius: 1rem;
  background: none; color: var(--tone, inherit); cursor: pointer; font-variant-numeric: tabular-nums;
  max-width: 100%; overflow-wrap: anywhere;
}
.chip:hover { border-color: currentColor; }
.chip[aria-pressed=true] { background: var(--tone, var(--text)); border-color: transparent; color: var(--ground); }

.scroll { overflow: auto; position: relative; }
.tall { max-height: 85vh; border-bottom: 1px solid var(--rule); }
table { border-collapse: separate; border-spacing: 0; font-size: .8125rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
.full > table { width: 100%; }
[data-details] > tbody > tr > * { vertical-align: middle; }
th, td { padding: .35rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); font-weight: 400; }
thead > tr > * { position: sticky; top: 0; z-index: 1; background: var(--ground); color: var(--muted); border-bottom-color: var(--rule); white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 600; overflow-wrap: break-word; }
.number { text-align: right; white-space: nowrap; }
.wide { min-width: 20rem; }
.rows { color: var(--muted); min-width: 9rem; max-width: 12rem; overflow-wrap: break-word; }
.name { min-width: 7rem; max-width: 16rem; }
.middle { vertical-align: middle; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th button::after { content: "↓" / ""; visibility: hidden; margin-left: .3em; }
.number > button::after { content: none; }
.number > button::before { content: "↓" / ""; visibility: hidden; margin-right: .3em; }
th button:hover { color: var(--accent); }
[aria-sort=ascending] button, [aria-sort=descending] button { color: var(--text); font-weight: 600; }
[aria-sort=ascending] button::before, [aria-sort=ascending] button::after { content: "↑" / ""; visibility: visible; }
[aria-sort=descending] button::before, [aria-sort=descending] button::after { visibility: visible; }
[aria-sort]:not(.number) button::before, .number[aria-sort] button::after { content: none; }
.advice { display: block; color: var(--muted); margin-top: .1rem; }
.toggle { width: 1.6rem; padding-right: 0; }
.toggle button { font: inherit; width: 1.5rem; height: 1.5rem; padding: 0; border: 0; border-radius: 4px; background: none; color: var(--muted); cursor: pointer; }
.toggle button::before { content: "›" / ""; display: inline-block; font-size: 1.2rem; line-height: 1; transition: transform .1s; }
.toggle [aria-expanded=true]::before { transform: rotate(90deg); }
.toggle button:hover { background: var(--sunken); color: var(--text); }
.details > td { background: var(--sunken); padding: 1rem 1.25rem 1.25rem 2.75rem; }
.details > td > .columns { position: sticky; left: 1rem; max-width: calc(100vw - 5rem); }
.details .scroll { max-height: 19rem; border: 0; }
.details thead th { background: var(--sunken); }
tbody:target > tr > * { background: var(--sunken); }

${drawingStyles}

${studyStyles}

@media (max-width: 40rem) {
  body { padding: 0 1rem 3rem; }
  header { padding-top: 1.5rem; }
  h2 { margin-top: 2.25rem; }
  th, td { padding: .35rem .5rem; }
  .wide { min-width: 15rem; }
  input[type=search] { width: 100%; font-size: 1rem; }
  .details > td { padding: .75rem .5rem 1rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .controls, .toggle { display: none; }
  .scroll, pre { max-height: none; overflow: visible; }
  thead > tr > * { position: static; }
  h2, h3, h4 { break-after: avoid; }
  tr, figure, .chart { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
@media (scripting: none) {
  .controls, .toggle button { display: none; }
  tr[hidden] { display: table-row; }
  tbody[hidden] { display: table-row-group; }
}
`;
