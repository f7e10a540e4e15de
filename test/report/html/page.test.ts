import { createHash } from 'node:crypto';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderCheckPage } from '../../../src/report/html/check-page.ts';
import { renderDataPage } from '../../../src/report/html/data/data-page.ts';
import { makeAlbum } from '../../../src/report/html/drawings/pictures.ts';
import { html } from '../../../src/report/html/elements/markup.ts';
import { renderEvaluationPage } from '../../../src/report/html/evaluation-page.ts';
import { renderTrialPage } from '../../../src/report/html/trial/trial-page.ts';
import { checkReport } from './example-check-report.ts';
import { imageReport, largeReport, regressionReport, tableReport } from './example-data-reports.ts';
import { evaluationReport } from './example-evaluation.ts';
import { inspectedRegression, inspectedTrial } from './example-inspection.ts';
import { classSuspects, valueSuspects } from './example-suspects.ts';

const pages: Record<string, string> = {};

beforeAll(async () => {
  pages.table = await renderDataPage(tableReport(), valueSuspects());
  pages.images = await renderDataPage(imageReport(3), classSuspects());
  pages.regression = await renderDataPage(regressionReport());
  pages.checks = await renderCheckPage(checkReport());
  pages.trial = await renderTrialPage(inspectedTrial());
  pages.value = await renderTrialPage(inspectedRegression());
  pages.evaluation = await renderEvaluationPage(evaluationReport());
});

const names = ['table', 'images', 'regression', 'checks', 'evaluation', 'trial', 'value'];
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('markup', () => {
  it('escapes texts and attributes, and leaves markup as it is', () => {
    const hostile = `<a href="x" title='y'>&`;
    expect(html`<b title="${hostile}">${[hostile, html`<i>`, 3, undefined]}</b>`.text).toBe(
      '<b title="&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;">&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;<i>3</b>',
    );
  });
});

describe.each(names)('the page of %s', (name) => {
  it('names nothing outside of itself', () => {
    const links = all(pages[name] ?? '', /(?:href|src|url)\s*[=(]\s*["']?([^"')\s>]+)/g);
    expect(links.filter((link) => !link.startsWith('#') && !link.startsWith('data:'))).toEqual([]);
    const addresses = all(pages[name] ?? '', /(https?:[^"'\s<]+)/g);
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
  });

  it('allows its own script and its own style by their hashes, and holds no others', () => {
    const text = pages[name] ?? '';
    const [policy = ''] = all(text, /Content-Security-Policy" content="([^"]*)"/g);
    for (const tag of ['script', 'style']) {
      const contents = all(text, new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'));
      expect(contents).toHaveLength(1);
      const hash = createHash('sha256')
        .update(contents[0] ?? '')
        .digest('base64');
      expect(policy).toContain(`${tag}-src &#39;sha256-${hash}&#39;`);
    }
    expect(text).not.toMatch(/<[a-z][^>]* (style|on[a-z]+)="/);
  });

  it('uses an id once, and refers to ids that there are', () => {
    const ids = all(pages[name] ?? '', / id="([^"]*)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const referred = all(pages[name] ?? '', /(?: href="#|url\(#|aria-controls="|aria-labelledby=")([^")]+)/g);
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('a page', () => {
  it('is the same for the same report', async () => {
    expect(await renderDataPage(tableReport(), valueSuspects())).toBe(pages.table);
    expect(await renderCheckPage(checkReport())).toBe(pages.checks);
  });

  it('draws each bin that has rows as a bar and a mark', () => {
    const text = pages.evaluation ?? '';
    const [, drawing = ''] =
      /aria-label="share that is right, by confidence"([\s\S]*?)<\/svg>/.exec(text) ?? [];
    expect(all(drawing, /fill="(var\(--bar\))"/g)).toHaveLength(3);
    expect(all(drawing, /stroke="(var\(--series-2\))"/g)).toHaveLength(3);
    expect(text).toContain('On new &lt;rows&gt;.csv: a row a true class');
    expect(text).toContain('75.0 %</td>');
  });

  it('shows the course of a trial, its network and its predictions, each part once', () => {
    const titles = ['Configuration', 'Curves', 'Prediction dynamics', 'Confusion matrix', 'First layer'];
    expect(all(pages.trial ?? '', /<h2[^>]*>([^<]*)</g)).toEqual([...titles, 'Layers', 'Predicted worst']);
    expect(all(pages.trial ?? '', /<h4>(Course[^<]*)</g)).toEqual([
      'Course of loss and valLoss',
      'Course of valAccuracy',
    ]);
    expect(pages.trial).toContain('<span class="badge warn">32 (80.0 %)</span>');
    expect(pages.trial).toContain('losses differ from the recorded ones');
    expect(pages.trial).toContain('<td class="number middle" data-value="0.02">2.0 %</td>');
  });

  it('of a trial says what is left out of it, and why', () => {
    expect(all(pages.value ?? '', /<h2[^>]*>([^<]*)</g)).toEqual([
      ...['Configuration', 'Curves', 'Prediction dynamics', 'Predictions', 'Predicted worst'],
    ]);
    expect(pages.value).toContain('Not shown: trial 5 was not sampled (continued from trial 4).');
    expect(pages.value).toContain('for 3,000 validation rows, 3 of them, evenly spaced');
    const [, drawing = ''] =
      /aria-label="predictions of [^"]*"([\s\S]*?)<\/svg>/.exec(pages.value ?? '') ?? [];
    expect(all(drawing, /fill="(var\(--accent\))"/g)).toHaveLength(3);
    expect(pages.value).toContain('data-value="800">800</td>');
  });

  it('shows what people reach beside what the models do', () => {
    expect(pages.checks).toContain('<li>human baseline <b>0.98</b> valAccuracy</li>');
    expect(pages.images).toContain(
      '<li>human baseline <b>0.98</b> valAccuracy</li><li>trial 4 <b>0.9625</b></li>',
    );
  });

  it('names rows that are files', () => {
    const cells = all(pages.images ?? '', /<t[hd][^>]*>(?:<(?:button|span)[^>]*>)?([^<]*(?:Files?|\.png))</g);
    const [first, second] = [
      'cross/&lt;script&gt;document.title = &quot;run&quot;&lt;/script&gt;.png',
      'ring/2.png',
    ];
    expect(cells).toEqual([
      ...['Files', `${first}, ${second}`],
      ...['File', 'ring/31.png', 'ring/4.png', 'ring/712.png', 'ring/88.png'],
      ...['File', 'ring/31.png', 'ring/9.png'],
      ...['File', 'File', first, second],
    ]);
    expect(pages.table).not.toMatch(/>Files?</);
  });

  it('stays under 3 MB with 50 features and 5,000 findings', async () => {
    const text = await renderDataPage(largeReport(50, 5000));
    expect(all(text, /(<tr data-group)/g)).toHaveLength(5000);
    expect(text.length).toBeLessThan(3e6);
  });

  it('of a thousand classes has those that are mistaken most, and says how many are left out', async () => {
    const count = 1000;
    const classes = Array.from({ length: count }, (_, label) => `class number ${label}`);
    const counts = classes.map((_, given) =>
      classes.map((_, predicted) => (given === predicted ? 9 : (7 * given + predicted) % 10 === 0 ? 1 : 0)),
    );
    (counts[700] as number[])[3] = 50;
    const perClass = classes.map(() => ({ rows: 100, precision: 0.5, recall: 0.5 }));
    const text = await renderEvaluationPage({
      ...evaluationReport(),
      confusion: { classes, counts, perClass },
    });
    expect(text.length).toBeLessThan(2e6);
    expect(text).toContain('The 40 classes with the most mistakes of 1,000; 960 are left out.');
    expect(text).toContain('Mistaken most often: class number 700 for class number 3 (50)');
    expect(all(text, /<th scope="row">(class number \d+)</g)).toContain('class number 700');
    expect(text).toMatch(/The first 100 of [\d,]+ pairs; [\d,]+ are left out\./);
  });

  it('of many features has those with findings, and says how many are left out', async () => {
    const report = largeReport(300, 0);
    const [finding] = largeReport(1, 1).findings;
    const findings = [{ ...finding, columns: ['feature_298'] }] as typeof report.findings;
    const text = await renderDataPage({ ...report, findings });
    expect(text.length).toBeLessThan(2e6);
    expect(text).toContain('150 of 300 features, those with findings first; 150 are left out.');
    expect(text).toMatch(/<a href="#feature-149">feature_298/);
  });

  it('draws each line with all of its points, apart from those that are no numbers', async () => {
    const report = checkReport();
    const [result] = report.results;
    const values = Array.from({ length: 12_000 }, (_, step) => (step === 5 ? Number.NaN : Math.sin(step)));
    const exhibit = { kind: 'lines', title: 'x', xName: 'x', yName: 'y', firstX: 1 } as const;
    const series = [{ name: 'sine', values }];
    const results = result === undefined ? [] : [{ ...result, exhibits: [{ ...exhibit, series }] }];
    const text = await renderCheckPage({ ...report, results });
    const [line = ''] = all(text, /<path d="([^"]*)" fill="none" stroke="var\(--series-1\)"/g);
    // Points less than a pixel apart are drawn as one.
    expect(line.match(/[ML]/g)?.length).toBeGreaterThan(11_800);
    expect(line.match(/M/g)).toHaveLength(2);
  });
});

describe('an album', () => {
  it.each([1, 3])('packs pictures of %i channels into one PNG', (channels) => {
    const picture = (index: number) =>
      Buffer.from(Array.from({ length: 2 * 3 * channels }, (_, byte) => 50 * index + byte));
    const pictures = [0, 1, 2, 3, 4].map(picture);
    const album = makeAlbum(
      'a',
      [2, 3, channels],
      pictures.map((pixels) => pixels.toString('base64')),
    );
    const [url = ''] = all(album.definition.text, /base64,([^"]*)/g);
    const png = decode(Buffer.from(url, 'base64'));
    expect(png).toMatchObject({ width: 9, height: 4, channels });
    pictures.forEach((pixels, index) => {
      const [, x = '', y = ''] = /viewBox="(\d+) (\d+) 3 2"/.exec(album.picture(index, '', 40).text) ?? [];
      const shown = [0, 1].flatMap((row) => {
        const start = ((Number(y) + row) * png.width + Number(x)) * channels;
        return [...png.data.slice(start, start + 3 * channels)];
      });
      expect(shown).toEqual([...pixels]);
    });
  });
});
