// Languages: the catalogues are whole and in line with the source, a translated page says what the English one says, and the
// build puts texts in their place.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { englishTexts } from '../../web/build/catalogue.ts';
import { readLabs } from '../../web/build/labs.ts';
import { messages, SOURCE, translate, translator } from '../../web/build/language.ts';
import { pagePaths, readTemplates, renderPage } from '../../web/build/pages.ts';
import { pseudo } from '../../web/build/pseudo.ts';
import type { LabPage, Site } from '../../web/build/site.ts';
import { keyOf, LANGUAGES, msg, plural } from '../../web/src/shell/language.ts';
import { repository } from './support.ts';

const web = join(repository, 'web');
const OTHERS = Object.keys(LANGUAGES).filter((tag) => tag !== SOURCE);
const LABS = readdirSync(join(web, 'src/labs'));

/** As often as they stand there, whatever their order. */
const all = (text: string, pattern: RegExp): string[] => (text.match(pattern) ?? []).sort();

for (const language of OTHERS)
  describe(`the catalogue of ${language}`, () => {
    const dir = join(web, 'languages', language);
    const parts = [...englishTexts(web)].filter(([, texts]) => texts.length > 0);
    const say = translator(join(web, 'languages'), language);

    test('has every text of the source and no other, each in the file of its part', () => {
      assert.deepEqual(
        readdirSync(dir).sort(),
        parts.map(([part]) => `${part}.json`).sort(),
        'run node scripts/languages.mjs',
      );
      for (const [part, texts] of parts) {
        const written = JSON.parse(readFileSync(join(dir, `${part}.json`), 'utf8')) as Record<string, string>;
        assert.deepEqual(Object.keys(written), texts, `${part}.json: run node scripts/languages.mjs`);
        const open = texts.filter((text) => !written[text]);
        assert.deepEqual(open, [], `${part}.json: to be translated`);
      }
    });

    test('has the values, tags and entities of the English in every text, and no quotes of English', () => {
      for (const english of parts.flatMap(([, texts]) => texts)) {
        const text = say(english);
        if (text === undefined) continue;
        const values = (of: string) => [...new Set(all(of, /\{\d+\}/g))];
        assert.deepEqual(values(text), values(english), text);
        assert.deepEqual(all(text, /<[^>]*>|&\w+;/g), all(english, /<[^>]*>|&\w+;/g), text);
        assert.equal(text.trim(), text);
        assert.ok(!text.includes('”'), text);
        assert.equal(all(text, /„/g).length, all(text, /“/g).length, text);
      }
    });
  });

/** What stands in two languages alike. */
interface Structure {
  readonly headings: readonly string[];
  readonly directives: readonly string[];
  readonly choices: readonly string[];
  readonly hints: number;
  readonly formulas: readonly string[];
  readonly code: readonly string[];
  readonly links: readonly string[];
  readonly numbers: readonly string[];
}

function structureOf(markdown: string): Structure {
  const text = markdown.replace(/^---\n[\s\S]*?\n---\n/, '');
  const formula = /\$\$[\s\S]*?\$\$|\$[^$]*\$/g;
  const prose = text.replace(formula, ' ');
  return {
    headings: (text.match(/^#+ /gm) ?? []).map((marks) => marks.trim()),
    // The label of a button is a text.
    directives: (text.match(/^:::.*$/gm) ?? []).map((line) => line.replace(/^(::: show) .*\|/, '$1')),
    choices: text.match(/^- \([a-z][a-z0-9-]*\)/gm) ?? [],
    hints: (text.match(/^\? /gm) ?? []).length,
    formulas: all(text, formula)
      .map((tex) => tex.replace(/\\text\{[^{}]*\}/g, '\\text').replace(/\s+/g, ''))
      .sort(),
    code: all(prose, /`[^`]*`/g),
    links: all(prose, /\]\([^)]*\)/g),
    numbers: all(prose.replace(/^:::.*$/gm, ''), /\d+(\.\d+)?/g),
  };
}

const keysOf = (markdown: string): string[] =>
  Array.from(
    (/^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1] ?? '').matchAll(/^([a-z_]+):/gm),
    ([, key = '']) => key,
  );

for (const language of OTHERS)
  for (const id of LABS)
    for (const name of ['page', 'lesson'])
      test(`${id}: ${name}.${language}.md has the structure, the formulas and the numbers of the English one`, () => {
        const folder = join(web, 'src/labs', id);
        const english = join(folder, `${name}.md`);
        if (!existsSync(english)) return;
        const other = join(folder, `${name}.${language}.md`);
        assert.ok(existsSync(other), `${other} is missing`);
        const [one, two] = [english, other].map((file) => readFileSync(file, 'utf8')) as [string, string];
        assert.deepEqual(keysOf(two), keysOf(one));
        assert.deepEqual(structureOf(two), structureOf(one));
      });

test('labs stand in the same order in every language', () => {
  const order = (language: string) => readLabs(join(web, 'src/labs'), language).map(({ id }) => id);
  for (const language of OTHERS) assert.deepEqual(order(language), order(SOURCE));
});

describe('a page', () => {
  const templates = readTemplates(join(web, 'pages'));
  const texts = {
    title: 'T',
    summary: '',
    source: '',
    prerequisites: '',
    next: '',
    chart: '',
    body: '',
    about: '',
  };
  const sections = { stage: '', bound: '', why: '', transport: '', controls: '', data: '' };
  const lab = { ...texts, id: 'x', sections, thumbnail: '', rendered: {}, lesson: [] } as unknown as LabPage;
  const page = (language: string, path: string) =>
    renderPage({ language, labs: [lab] } as unknown as Site, path, templates, false) ?? '';

  test('says its language, and leads to itself in the others, from wherever the site lies', () => {
    for (const language of Object.keys(LANGUAGES))
      for (const path of pagePaths({ labs: [lab] } as unknown as Site)) {
        const html = page(language, path);
        assert.ok(html.includes(`<html lang="${language}"`), path);
        if (path === 'offline.html') continue; // stands in for any page
        const folder = (tag: string) => (tag === SOURCE ? '' : `${tag}/`);
        const at = new URL(folder(language) + path, 'https://host/some/where/');
        const leads = (pattern: RegExp) =>
          Object.fromEntries(
            Array.from(html.matchAll(pattern), ([tag]) => [
              /hreflang="([^"]*)"/.exec(tag)?.[1],
              new URL(/href="([^"]*)"/.exec(tag)?.[1] ?? '', at).pathname,
            ]),
          );
        const there = (tag: string) => [tag, `/some/where/${folder(tag)}${path.replace(/index\.html$/, '')}`];
        const tags = Object.keys(LANGUAGES);
        assert.deepEqual(leads(/<link rel="alternate"[^>]*>/g), Object.fromEntries(tags.map(there)));
        const others = tags.filter((tag) => tag !== language);
        assert.deepEqual(leads(/<a [^>]*hreflang[^>]*>/g), Object.fromEntries(others.map(there)));
      }
  });
});

test('embed.js knows the languages, though it imports nothing', () => {
  const source = readFileSync(join(web, 'src/embed/element.ts'), 'utf8');
  const known = JSON.parse(
    (/OTHERS: readonly string\[\] = (\[.*\]);/.exec(source)?.[1] ?? '').replaceAll("'", '"'),
  );
  assert.deepEqual(known, OTHERS);
  assert.ok(source.includes("LANGUAGE: string = 'en'"), 'the build replaces it');
});

describe('msg in a build', () => {
  const german: Readonly<Record<string, string>> = {
    'Step {0} of {1}': 'Von {1} Schritten der {0}.',
    back: 'zurück',
    '{0} and so on': '{0} usw.',
    'a ` tick': 'ein ` Strich',
    'costs ${ 5': 'kostet ${ 5',
    'a \\ stroke': 'ein \\ Strich',
  };
  /** The value of an expression after the build has been at it. */
  const built = (code: string, values: Readonly<Record<string, unknown>> = {}): unknown => {
    const missing: string[] = [];
    const text = translate(
      `export const result = ${code};`,
      (key) => german[key],
      (key) => missing.push(key),
    );
    assert.doesNotMatch(text, /msg`/);
    const run = new Function(...Object.keys(values), text.replace('export const result =', 'return'));
    return missing.length > 0
      ? { missing, result: run(...Object.values(values)) }
      : run(...Object.values(values));
  };

  test('is a plain template, its values in the order of the other language', () => {
    assert.equal(built('msg`back`'), 'zurück');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    assert.equal(built('msg`Step ${i + 1} of ${n}`', { i: 2, n: 9 }), 'Von 9 Schritten der 3.');
  });

  test('may stand in the values of another, and in other templates', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    assert.equal(built('msg`${on ? msg`back` : `${msg`back`}!`} and so on`', { on: false }), 'zurück! usw.');
  });

  test('may hold what a template must escape', () => {
    assert.equal(built('msg`a \\` tick`'), 'ein ` Strich');
    assert.equal(built('msg`costs \\${ 5`'), 'kostet ${ 5');
    assert.equal(built('msg`a \\\\ stroke`'), 'ein \\ Strich');
  });

  test('stays English where there is no other text, and the build is told', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    assert.deepEqual(built('msg`new ${x}`', { x: 1 }), { missing: ['new {0}'], result: 'new 1' });
  });

  test('leaves everything else as it was, types too', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    const code = 'const a: number = 1; // msg\nfunction f<T>(x: T) { return `${x}`; }\n';
    assert.equal(
      translate(
        code,
        () => 'no',
        () => assert.fail(),
      ),
      code,
    );
    assert.deepEqual(messages(code), []);
  });
});

test('unbuilt, msg says the English, and its key has its values numbered', () => {
  assert.equal(msg`Step ${3} of ${'n'}`, 'Step 3 of n');
  assert.equal(keyOf(['Step ', ' of ', '']), 'Step {0} of {1}');
});

test('a count takes the form that its language wants, and the source has no other forms', async () => {
  const points = (speak: typeof plural, n: number) => speak(n, { one: `${n} one`, other: `${n} other` });
  assert.deepEqual(
    [0, 1, 2, 21].map((n) => points(plural, n)),
    ['0 other', '1 one', '2 other', '21 other'],
  );
  const source = readFileSync(join(web, 'src/shell/language.ts'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'elbo-lab-'));
  try {
    for (const tag of Object.keys(LANGUAGES)) {
      const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
      assert.deepEqual([...forms].sort(), ['one', 'other'], `${tag} wants other forms than the source has`);
      const file = join(folder, `${tag}.ts`);
      writeFileSync(file, source.replace("LANGUAGE: string = 'en'", `LANGUAGE = '${tag}'`));
      const built = (await import(pathToFileURL(file).href)) as { LANGUAGE: string; plural: typeof plural };
      assert.equal(built.LANGUAGE, tag);
      assert.deepEqual(
        [0, 1, 2].map((n) => points(built.plural, n)),
        ['0 other', '1 one', '2 other'],
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the pseudo-language is long and between brackets, and leaves values, tags and what is no text alone', () => {
  assert.match(
    pseudo('Keep {0} of <b>all</b> &amp; more'),
    /^\[[^\]]*\{0\}[^\]]*<b>[^<]*<\/b> &amp; [^\]]*\]$/,
  );
  assert.ok(pseudo('Keep').length > 'Keep'.length + 2);
  assert.doesNotMatch(pseudo('A longer sentence of several words'), /sentence|several/);
  for (const text of ['', '{0}', '{0} = {1}', '…', '12.5']) assert.equal(pseudo(text), text);
});
