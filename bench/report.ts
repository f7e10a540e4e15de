import { renderTable } from '../src/report/text/parts/table.ts';
import { type Measurement, type Section, verdictOn } from './figure.ts';

const width = 140;

export function renderSection({ title, measurements, targets, text = '' }: Section): string {
  const figures = renderTable(
    [
      { title, cells: measurements.map(({ name }) => name), align: 'left' },
      { title: 'median', cells: measurements.map(medianText) },
      {
        title: 'runs',
        cells: measurements.map(runsText),
        align: 'left',
      },
    ],
    width,
  );
  if (targets.length === 0) return `${figures.text}\n${text}`;
  const judged = renderTable(
    [
      { title: 'target', cells: targets.map(({ name }) => name), align: 'left' },
      { title: 'measured', cells: targets.map(({ value, unit }) => quantity(value, unit)) },
      { title: 'must', cells: targets.map(({ must, unit }) => quantity(must, unit)) },
      { title: 'aim', cells: targets.map(({ aim, unit }) => quantity(aim, unit)) },
      { title: '', cells: targets.map(verdictOn), align: 'left' },
    ],
    width,
  );
  return `${figures.text}\n\n${judged.text}\n`;
}

function runsText({ runs, note }: Measurement): string {
  return [...runs.map(short), ...(note === undefined ? [] : [`(${note})`])].join(' ');
}

function medianText({ median, unit }: Measurement): string {
  return quantity(median, unit);
}

function quantity(value: number | undefined, unit: string): string {
  return value === undefined ? '–' : `${short(value)} ${unit}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
