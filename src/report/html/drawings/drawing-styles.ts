import { heatStyles } from './confusion-matrix.ts';

/** The styles of drawings: charts, pictures, heat maps and the figures beside them. */
export const drawingStyles = `.inline, .share { display: block; fill: var(--bar); }
.groups { display: block; fill: var(--accent); }
.range { fill: var(--bar); opacity: .45; }
${[1, 2, 3, 4, 5, 6].map((n) => `.share-${n} { fill: var(--series-${n}); }`).join('\n')}
.share { width: 7rem; height: .5rem; }
.whole { fill: var(--grid); }
.chart { max-width: 100%; overflow-x: auto; }
.chart svg { display: block; width: 100%; max-width: 520px; min-width: 23rem; height: auto; }
.chart text { font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0 0 .25rem; padding: 0; list-style: none; font-size: .8125rem; }
.legend svg { width: 1rem; height: .2rem; margin-right: .4rem; vertical-align: .2rem; }
figure { margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1rem 2rem; }
dl { display: grid; grid-template-columns: fit-content(30rem) max-content; justify-content: start; gap: .1rem 1.25rem; margin: 0; font-size: .8125rem; font-variant-numeric: tabular-nums; }
dt { color: var(--muted); }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; }

.check { padding: 0 0 1.25rem; border-top: 1px solid var(--grid); scroll-margin-top: 3rem; }
.told { flex: 1 1 24rem; max-width: 46rem; }
.told .quiet::first-letter { text-transform: uppercase; }
.told p { margin-bottom: .35rem; }
.check:first-of-type { border-top: 0; }
.check h3 .badge { font-size: .8125rem; margin-left: .5rem; }
.hint { padding-left: .75rem; border-left: 3px solid var(--tone); }
.figures h4::first-letter { text-transform: uppercase; }
.whole { grid-column: 1 / -1; }
.heat td, .heat th { padding: .2rem .5rem; border-bottom-color: transparent; }
thead .heading { white-space: normal; max-width: 8rem; overflow-wrap: anywhere; }
.heat .none { color: var(--rule); }
${heatStyles}
${[1, 2, 3, 4, 5, 6].map((n) => `.series-${n} { stroke: var(--series-${n}); stroke-width: 2.5; }`).join('\n')}

.sprite { position: absolute; }
.sheet { display: flex; flex-wrap: wrap; gap: .75rem; }
.sheet figure { width: min-content; min-width: 4rem; }
.picture { display: block; image-rendering: pixelated; max-width: calc(100vw - 2rem); height: auto; }
.sheet figcaption { font-size: .75rem; line-height: 1.3; margin-top: .2rem; font-variant-numeric: tabular-nums; }
.sheet small { display: block; font-size: inherit; color: var(--muted); }
.gallery, .gallery tbody, .gallery thead { display: block; }
.gallery tbody { display: flex; flex-wrap: wrap; gap: .75rem; padding-top: .5rem; }
.gallery thead tr { display: flex; flex-wrap: wrap; }
.gallery tbody tr { display: block; width: min-content; min-width: 4.5rem; }
.gallery tbody tr[hidden] { display: none; }
.gallery tbody tr > * { display: block; padding: 0; border: 0; font-size: .75rem; line-height: 1.3; text-align: left; overflow-wrap: anywhere; }
.gallery tbody .quiet { display: none; }
.sheets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 0 2.5rem; }`;
