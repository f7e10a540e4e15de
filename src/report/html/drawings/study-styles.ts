/** The styles of the report on a study: its verdict, broad pictures and the table of all trials. */
export const studyStyles = `.verdict { display: grid; grid-template-columns: fit-content(16rem) 1fr; gap: .75rem 3rem; align-items: baseline; }
.reached { margin: 0; font-size: 2.25rem; line-height: 1.1; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.reached small { display: block; margin-top: .35rem; color: var(--muted); font-weight: 400; letter-spacing: 0; }
.lines { margin: 0; padding: 0; list-style: none; max-width: 46rem; }
.lines li { margin: 0 0 .4rem; }
.lines .warn::before { content: "▲" / ""; color: var(--tone); font-size: .75em; margin-right: .5em; }
.next { margin: .75rem 0 0; padding: 0; list-style: none; }
.next li { margin: 0 0 .35rem; }
.next code { display: inline-block; padding: .1rem .45rem; border-radius: 4px; background: var(--sunken); overflow-wrap: anywhere; }
.figures > .broad { grid-column: 1 / -1; }
.drawing .chart svg { max-width: none; }
.broad .chart svg { min-width: 40rem; }
.drawing h3 { margin: .75rem 0 .35rem; }
.drawing figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; }
.numbers th, .numbers td { text-align: right; white-space: nowrap; }
.numbers .best > * { color: var(--best); font-weight: 600; }
@media (max-width: 40rem) { .verdict { grid-template-columns: 1fr; } .broad .chart svg { min-width: 34rem; } }
@media screen { .on-paper { display: none; } }
@media print {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .chart svg, .broad .chart svg { min-width: 0; max-width: 100%; }
  #trials { page: wide; }
  .numbers tbody tr:nth-child(n + 201) { display: none; }
  .drawing h3 { font-size: 9.5pt; } .drawing small { font-size: 7.5pt; }
  .numbers { font-size: 6pt; } .numbers th, .numbers td { padding: .1rem .25rem; }
  .numbers th { white-space: normal; } .numbers .best > * { font-weight: 400; }
  .crowded { font-size: 4.5pt; } .crowded th, .crowded td { white-space: normal; overflow-wrap: anywhere; }
}
@page wide { size: landscape; }`;
