import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, msg, plural } from '../src/shell/language.ts';
import { contentSecurityPolicy } from './csp.ts';
import { escapeHtml, fill } from './html.ts';
import { SOURCE } from './language.ts';
import type { LabPage, Site } from './site.ts';

const COMMENT = /<!--[\s\S]*?-->\n?/g;

/** The pages by their path below the site's root. */
export function pagePaths(site: Site): string[] {
  return [
    'index.html',
    'offline.html',
    'teach/index.html',
    ...site.labs.map((lab) => `lab/${lab.id}/index.html`),
  ];
}

const TEMPLATES = ['index.html', 'offline.html', 'teach.html', 'lab.html', 'icon.svg'] as const;

/** What is in the files of web/pages. */
export type Templates = Readonly<Record<(typeof TEMPLATES)[number], string>>;

/** @param pages the folder */
export const readTemplates = (pages: string): Templates =>
  Object.fromEntries(
    TEMPLATES.map((name) => [name, readFileSync(join(pages, name), 'utf8')]),
  ) as unknown as Templates;

// In the page itself: a browser may fetch an icon before it paints, and a telephone waits for that as for anything.
const dataUri = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg.replace(/\s+/g, ' '))}`;

/** The page at `path` as Vite takes it in: with source paths from the web root. */
export function renderPage(site: Site, path: string, templates: Templates, dev: boolean): string | undefined {
  const head = { csp: contentSecurityPolicy(dev), lang: site.language, icon: dataUri(templates['icon.svg']) };
  const common = {
    ...head,
    languages: languages(site.language, path),
    alternates: alternates(site.language, path),
  };
  // The comments are for whoever edits the template.
  const template = (name: keyof Templates) => templates[name].replace(COMMENT, '');
  if (path === 'index.html') return fill(template('index.html'), { ...common, cards: cards(site.labs) });
  if (path === 'offline.html')
    return fill(template('offline.html'), { ...head, labs: links(site.labs, './') });
  if (path === 'teach/index.html')
    return fill(template('teach.html'), { ...common, labs: links(site.labs, '../') });
  const lab = site.labs.find(({ id }) => path === `lab/${id}/index.html`);
  if (!lab) return undefined;
  return fill(template('lab.html'), {
    ...common,
    id: lab.id,
    title: lab.title,
    chart: lab.chart,
    summary: lab.summary,
    source: lab.source,
    ...lab.sections,
    equation: Object.values(lab.rendered)[0] ?? '',
    course: course(lab),
    about: lab.about,
    ...lesson(lab),
  });
}

/** The two places from which the lesson is opened, of which a screen shows one; nothing where there is none. */
function lesson({ lesson: { length } }: LabPage): { lesson: string; opener: string } {
  if (length === 0) return { lesson: '', opener: '' };
  const opener = (text: string) =>
    `<button type="button" class="open-lesson" aria-expanded="false" aria-controls="lesson">${text}</button>`;
  return {
    opener: opener(msg`Lesson`),
    lesson: `<section id="lesson" aria-labelledby="lesson-title">
        <h2 id="lesson-title" class="sr">${msg`Lesson`}</h2>
        ${opener(
          plural(length, {
            one: msg`Lesson: ${length} short page with questions`,
            other: msg`Lesson: ${length} short pages with questions`,
          }),
        )}
        <div class="body"></div>
      </section>`,
  };
}

/** The same page in a language, of which each has a whole site; from the page in another one. */
function addressIn(tag: string, here: string, path: string): string {
  const up = '../'.repeat(path.split('/').length - 1) || './';
  const top = here === SOURCE ? up : `${up}../`;
  return `${top}${tag === SOURCE ? '' : `${tag}/`}${path.replace(/index\.html$/, '')}`;
}

const languages = (here: string, path: string): string =>
  Object.entries(LANGUAGES)
    .filter(([tag]) => tag !== here)
    .map(
      ([tag, name]) =>
        `<a href="${addressIn(tag, here, path)}" hreflang="${tag}" lang="${tag}" translate="no">${name}</a>`,
    )
    .join(' ');

/** For search engines, which want each page to name them all. */
const alternates = (here: string, path: string): string =>
  Object.keys(LANGUAGES)
    .map(
      (tag) => `<link rel="alternate" hreflang="${tag}" href="${addressIn(tag, here, path)}" vite-ignore />`,
    )
    .join('\n    ');

function cards(labs: readonly LabPage[]): string {
  return labs
    .map(
      (lab) => `<li class="card">
${lab.thumbnail === '' ? '' : `<div class="thumb" aria-hidden="true">${lab.thumbnail}</div>\n`}<h3><a href="./lab/${lab.id}/">${escapeHtml(lab.title)}</a></h3>
<p class="phenomenon">${escapeHtml(lab.summary)}</p>
<p class="source">${escapeHtml(lab.source)}</p>
</li>`,
    )
    .join('\n');
}

/** @param root the site's, from the page */
const links = (labs: readonly LabPage[], root: string): string =>
  labs
    .map(
      ({ id, title }) =>
        `<li data-page="lab/${id}/"><a href="${root}lab/${id}/" data-lab="${id}">${escapeHtml(title)}</a></li>`,
    )
    .join('\n');

/** Where the lab stands in the course, as far as its page says. */
function course(lab: LabPage): string {
  const item = (name: string, text: string): string =>
    text === '' ? '' : `<dt>${name}</dt><dd>${escapeHtml(text)}</dd>`;
  return item(msg`Before this lab`, lab.prerequisites) + item(msg`After it`, lab.next);
}
