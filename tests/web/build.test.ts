import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MathRenderer } from '../../web/build/math.ts';
import { pagePaths, readTemplates, renderPage } from '../../web/build/pages.ts';
import { buildSite } from '../../web/build/site.ts';

describe('rendered equations', () => {
  const math = new MathRenderer();
  const render = (tex: string): string => math.render(tex, true, 'somewhere.tex');

  test('have no style attribute: every style is a class with a rule', () => {
    const html = render(String.raw`\frac{\sum_n \gamma_{nk} x_n}{N_k} \left( \Sigma^{-1} \right)`);
    assert.doesNotMatch(html, /style=/);
    const names = new Set(html.match(/\bk-[0-9a-f]{6}\b/g));
    assert.ok(names.size > 5);
    for (const name of names) assert.ok(math.css().includes(`.${name} {`), name);
  });

  test('keep terms and places for live numbers, and say nothing of the latter to a screen reader', () => {
    const html = render(String.raw`\term{gap}{\underset{\live{gap_value}}{g}}`);
    assert.match(html, /data-term="gap"/);
    assert.match(html, /class="[^"]*\bterm term-gap\b/);
    assert.match(html, /data-slot="gap_value"/);
    const mathml = /<math[\s\S]*<\/math>/.exec(html)?.[0] ?? '';
    assert.match(mathml, /<mi>g<\/mi>/);
    assert.doesNotMatch(mathml, /annotation|gap/);
  });

  test('may not bring addresses, styles or mistakes, and the message says where', () => {
    for (const tex of [
      '\\href{https://a.example}{x}',
      '\\htmlStyle{color:red}{x}',
      '\\frac{1',
      '\\nonsense',
    ]) {
      assert.throws(() => render(tex), /^Error: somewhere\.tex: /, tex);
    }
  });

  test('ask for the fonts that their characters are set in', () => {
    const own = new MathRenderer();
    own.render('\\mathcal N(x)', false, '');
    const text = Object.fromEntries(own.faces().map((f) => [f.font.family + f.font.style, f.text]));
    assert.equal(text.KaTeX_Caligraphicnormal, 'N');
    assert.equal(text.KaTeX_Mathitalic, 'x');
    assert.ok(text.KaTeX_Mainnormal?.includes('('));
    assert.equal(text.KaTeX_AMSnormal, undefined);
  });
});

describe('a folder in web/src/labs', () => {
  const page = '---\ntitle: T & U\nsummary: It moves.\nsource: S\norder: 1\n---\n\n## Head\n\nText $x$.\n';
  const templates = readTemplates(fileURLToPath(new URL('../../web/pages', import.meta.url)));
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'elbo-labs-'));
  });
  after(() => rmSync(dir, { recursive: true }));
  const lab = (id: string, files: Readonly<Record<string, string>>): void => {
    rmSync(join(dir, id), { recursive: true, force: true });
    mkdirSync(join(dir, id));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, id, name), text);
  };

  test('is a page and a card, in the order that it states', async () => {
    lab('zeta', { 'page.md': page, 'equations.tex': '% name: one\nx = 1\n' });
    lab('alpha', { 'page.md': page.replace('order: 1', 'order: 2') });
    const site = await buildSite(dir);
    assert.deepEqual(pagePaths(site), [
      'index.html',
      'offline.html',
      'teach/index.html',
      'lab/zeta/index.html',
      'lab/alpha/index.html',
    ]);
    assert.deepEqual(Object.keys(site.labs[0]?.rendered ?? {}), ['one']);
    const html = renderPage(site, 'lab/zeta/index.html', templates, false) ?? '';
    assert.match(html, /<h1>T &amp; U<\/h1>/);
    assert.match(html, /<h3>Head<\/h3>/);
    assert.match(html, /class="katex"/);
    assert.equal(renderPage(site, 'lab/none/index.html', templates, false), undefined);
    rmSync(join(dir, 'alpha'), { recursive: true });
  });

  test('may have a lesson: pages with what they show and ask; without one the page has nothing to open', async () => {
    const question =
      '::: question why\nWhy $y$?\n- (a) Because.\n- (b) So.\n? Think\n  again.\n? It is (a).\n:::';
    const text = `## One\n\n::: view data=x step=2\n::: look stage control:k\nText $x$.\n\n::: show Go on | k=3 converge\n${question}\n\n## Two\n\nEnd.\n`;
    lab('zeta', { 'page.md': page, 'lesson.md': text });
    const site = await buildSite(dir);
    const [one, two] = site.labs[0]?.lesson ?? [];
    assert.deepEqual(
      [one?.title, one?.view, one?.look],
      ['One', { set: { data: 'x' }, step: 2 }, ['stage', 'control:k']],
    );
    const [words, show, asked] = one?.parts ?? [];
    assert.match(words?.kind === 'text' ? words.html : '', /^<p>Text <span class="katex">/);
    assert.deepEqual(show, { kind: 'show', label: 'Go on', drive: { set: { k: '3' }, converge: true } });
    assert.ok(asked?.kind === 'question');
    assert.deepEqual([asked.id, asked.hints], ['why', ['Think\nagain.', 'It is (a).']]);
    assert.deepEqual(asked.choices, [
      { name: 'a', text: 'Because.' },
      { name: 'b', text: 'So.' },
    ]);
    assert.deepEqual([two?.title, two?.parts.length], ['Two', 1]);
    const html = (): string => renderPage(site, 'lab/zeta/index.html', templates, false) ?? '';
    assert.match(html(), /<section id="lesson"/);
    assert.equal(html().match(/class="open-lesson"/g)?.length, 2);
    lab('zeta', { 'page.md': page });
    assert.doesNotMatch(
      renderPage(await buildSite(dir), 'lab/zeta/index.html', templates, false) ?? '',
      /lesson/,
    );
  });

  test('that lacks something is an error that names the file', async () => {
    const failing: [Readonly<Record<string, string>>, RegExp][] = [
      [{}, /labs\/zeta\/page\.md is missing/],
      [{ 'page.md': 'no front matter' }, /page\.md must begin with front matter/],
      [{ 'page.md': page.replace('source: S\n', '') }, /page\.md: the front matter lacks "source"/],
      [{ 'page.md': page.replace('order: 1', 'order: first') }, /"order" is not a number/],
      [{ 'page.md': page.replace('## Head', '# Head') }, /page\.md: .*use ##/],
      [{ 'page.md': page, 'equations.tex': 'x = 1' }, /equations\.tex: TeX before the first/],
      [{ 'page.md': page, 'lesson.md': 'No title.' }, /lesson\.md:1: text before the first/],
      [
        { 'page.md': page, 'lesson.md': '## A\n\n::: sing a=1' },
        /lesson\.md:3: unknown directive “::: sing”/,
      ],
      [{ 'page.md': page, 'lesson.md': '## A\n::: look moon' }, /lesson\.md:2: “moon” is no place/],
      [
        { 'page.md': page, 'lesson.md': '## A\n::: view step=half' },
        /lesson\.md:2: .*a step is a whole number/,
      ],
      [{ 'page.md': page, 'lesson.md': '## A\n::: view data' }, /lesson\.md:2: “data” is not “name=value”/],
      [{ 'page.md': page, 'lesson.md': '## A\n::: show Go' }, /lesson\.md:2: a button is/],
      [
        { 'page.md': page, 'lesson.md': '## A\n::: question one\nHow?\n? Look.\n:::' },
        /has 1 hints in place of 2/,
      ],
      [
        { 'page.md': page, 'lesson.md': '## A\n::: question one\nHow?\n## B' },
        /“one” is not ended by a line :::/,
      ],
      [{ 'page.md': page, 'lesson.md': '## A\n\n$\\frac{1$' }, /lesson\.md, “A”: /],
      [{ 'page.md': page, 'thumb.svg': '<svg><script/></svg>' }, /thumb\.svg: <script is not allowed/],
    ];
    for (const [files, message] of failing) {
      lab('zeta', files);
      await assert.rejects(buildSite(dir), message);
    }
  });
});
