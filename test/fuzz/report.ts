import type { FuzzReport } from './run-fuzzers.ts';

/** The counts, a line a fuzzer, and one paragraph for each kind of fault. */
export function renderReport({ seed, counts, findings }: FuzzReport): string {
  const rows = Object.entries(counts).map(
    ([name, { cases, commands, failed, seconds, processorSeconds, endings }]) => {
      const ended = Object.entries(endings).map(
        ([code, times]) => `${times} × ${code === 'null' ? 'none' : code}`,
      );
      const faults = failed === 0 ? 'no faults' : `${failed} with faults`;
      return `${name.padEnd(14)} ${cases} cases, ${commands} commands, ${faults}, ${seconds.toFixed(0)} s (${processorSeconds.toFixed(0)} s of the processor); exit codes ${ended.join(', ')}`;
    },
  );
  const paragraphs = findings.map(({ fuzzer, title, fault, times, repeat, folder }) =>
    [
      `✗ ${fuzzer}: ${fault}`,
      `  ${times} cases; first: ${title}`,
      `  ${repeat}`,
      ...(folder ? [`  ${folder}`] : []),
    ]
      .map(printable)
      .join('\n'),
  );
  return [`seed ${seed}`, ...rows, ...paragraphs].join('\n');
}

function printable(text: string): string {
  const safe = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·');
  return safe.length > 500 ? `${safe.slice(0, 500)}…` : safe;
}
