import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkFragment,
  dataFragment,
  evaluationFragment,
  inspectionFragment,
  suspectsFragment,
} from '../../../src/report/html/fragments.ts';
import { checkReport } from './example-check-report.ts';
import { script, tablePageRows, tableReport } from './example-data-reports.ts';
import { evaluationReport } from './example-evaluation.ts';
import { inspectedTrial } from './example-inspection.ts';
import { classSuspects } from './example-suspects.ts';

const fragments: Record<string, string> = {};

beforeAll(async () => {
  const { inspection } = inspectedTrial();
  if (inspection === undefined) throw new Error('the example has no inspection');
  fragments.data = await dataFragment(tableReport(), tablePageRows());
  fragments.checks = await checkFragment(checkReport());
  fragments.evaluation = await evaluationFragment(evaluationReport());
  fragments.suspects = suspectsFragment(classSuspects());
  fragments.network = await inspectionFragment(inspection, 'network');
  fragments.dynamics = await inspectionFragment(inspection, 'dynamics');
});

describe.each(['data', 'checks', 'evaluation', 'suspects', 'network', 'dynamics'])(
  'the fragment of %s',
  (name) => {
    it('has sections and nothing of a frame, of styles or of scripts', () => {
      const text = fragments[name] ?? '';
      expect(text).toMatch(/<section id=/);
      expect(text).not.toMatch(/<(?:!doctype|html|head|body|style|script|nav|h1)\b/i);
      expect(text).not.toMatch(/<[a-z][^>]* (?:style|on[a-z]+)="/);
      expect(text).not.toContain(script);
    });

    it('uses an id once, and refers to ids that there are', () => {
      const all = (pattern: RegExp) =>
        [...(fragments[name] ?? '').matchAll(pattern)].map(([, found = '']) => found);
      const ids = all(/ id="([^"]*)"/g);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      const referred = all(/(?: href="#|url\(#|aria-controls="|aria-labelledby=")([^")]+)/g);
      expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
    });
  },
);

describe('the fragment of data', () => {
  it('escapes hostile names', () => {
    expect(fragments.data).toContain('&lt;script&gt;');
  });
});
