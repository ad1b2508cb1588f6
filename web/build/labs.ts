import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inOtherWords, msg } from '../src/shell/language.ts';
import { ofFile, SOURCE } from './language.ts';

/** What a lab's folder says about its page, before anything is rendered. */
export interface LabSource {
  readonly id: string;
  readonly title: string;
  /** The phenomenon in one sentence. */
  readonly summary: string;
  readonly source: string;
  readonly order: number;
  readonly prerequisites: string;
  readonly next: string;
  /** Heading of the chart. */
  readonly chart: string;
  /** What each section of the page says until the script has filled it, by the section's id. */
  readonly sections: Readonly<Record<Section, string>>;
  /** Markdown with TeX. */
  readonly body: string;
  /** Inline SVG of 160 × 100, or ''. */
  readonly thumbnail: string;
  /** Named TeX in the order of the file. */
  readonly equations: ReadonlyMap<string, string>;
  /** The text of lesson.md, or '' where the lab has no lesson. */
  readonly lessonText: string;
}

/** The parts of a lab that the script fills; each has a sentence for readers without it. */
const sections = () => ({
  stage: msg`The data and the current state of the model are drawn here, and can be moved.`,
  bound: msg`A chart shows the log-likelihood and its lower bound after every step.`,
  why: msg`The equation of the current step is shown here, with the numbers it works on.`,
  transport: msg`Buttons step forward and back through the algorithm, play it, and jump along its history.`,
  controls: msg`Choose the data, the model and the start, and change the settings while it runs.`,
  data: msg`The data as a table, and your own data from a file.`,
});
export type Section = keyof ReturnType<typeof sections>;

/** Every folder of `dir` is a lab, sorted by the order that its page states. */
export function readLabs(dir: string, language: string = SOURCE): LabSource[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readLab(dir, entry.name, language))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function readLab(dir: string, id: string, language: string): LabSource {
  if (!/^[a-z0-9-]+$/.test(id)) throw new Error(`web/src/labs/${id}: a lab's id is a-z, 0-9 and hyphens`);
  const inLanguage = (name: string): string =>
    existsSync(join(dir, id, `${name}.${language}.md`)) ? `${name}.${language}.md` : `${name}.md`;
  const where = `web/src/labs/${id}/${inLanguage('page')}`;
  const page = readOptional(join(dir, id, inLanguage('page')));
  if (page === '') throw new Error(`${where} is missing: every lab has the text of its page there`);
  const { fields, body } = frontMatter(page, where);
  const required = (key: string): string => {
    const value = fields.get(key);
    if (value === undefined) throw new Error(`${where}: the front matter lacks "${key}"`);
    return value;
  };
  const order = Number(required('order'));
  if (!Number.isFinite(order)) throw new Error(`${where}: "order" is not a number`);
  return {
    id,
    title: required('title'),
    summary: required('summary'),
    source: required('source'),
    order,
    prerequisites: fields.get('prerequisites') ?? '',
    next: fields.get('next') ?? '',
    chart: fields.get('chart') ?? msg`Objective and bound`,
    sections: sectionTexts(fields),
    body,
    thumbnail: safeSvg(readOptional(join(dir, id, 'thumb.svg')), `web/src/labs/${id}/thumb.svg`),
    equations: parseEquations(
      readOptional(join(dir, id, 'equations.tex')),
      `web/src/labs/${id}/equations.tex`,
    ),
    lessonText: readOptional(join(dir, id, inLanguage('lesson'))),
  };
}

function sectionTexts(fields: ReadonlyMap<string, string>): Record<Section, string> {
  const texts: Record<Section, string> = sections();
  for (const name of Object.keys(texts) as Section[]) texts[name] = fields.get(name) ?? texts[name];
  return texts;
}

function readOptional(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/\r\n/g, '\n') : '';
}

/** `key: value` lines between two lines of `---`; an indented line continues the value above it. */
function frontMatter(text: string, where: string): { fields: Map<string, string>; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!match) throw new Error(`${where} must begin with front matter between lines of ---`);
  const fields = new Map<string, string>();
  for (const line of (match[1] ?? '').replace(/\n[ \t]+/g, ' ').split('\n')) {
    const field = /^([a-z_]+):\s*(.*?)\s*$/.exec(line);
    if (!field) throw new Error(`${where}: "${line}" is not "key: value"`);
    fields.set(field[1] ?? '', ofFile(field[2] ?? ''));
  }
  return { fields, body: text.slice(match[0].length) };
}

/** Words in an equation. */
export const WORDS = /(?<=\\text\{)[^{}$]*[a-z]{2}[^{}$]*(?=\})/g;
const translated = (words: string): string => words.replace(words.trim(), inOtherWords(words.trim()));

/** Blocks of TeX, each under a line `% name: e_step`; other lines that begin with % are comments. */
export function parseEquations(text: string, where: string): Map<string, string> {
  const equations = new Map<string, string>();
  let name: string | undefined;
  for (const line of text.split('\n')) {
    const heading = /^%\s*name:\s*([a-z][a-z0-9_]*)\s*$/.exec(line);
    if (heading) {
      name = heading[1] ?? '';
      if (equations.has(name)) throw new Error(`${where}: two equations are called ${name}`);
      equations.set(name, '');
    } else if (!line.startsWith('%') && line.trim() !== '') {
      if (name === undefined) throw new Error(`${where}: TeX before the first "% name: …" line`);
      equations.set(name, `${equations.get(name)}${line.replace(WORDS, translated)}\n`);
    }
  }
  return equations;
}

/** The policy blocks styles inside the SVG, and an SVG in the page must not run anything. */
function safeSvg(svg: string, where: string): string {
  const bad = /<(style|script|foreignObject|image|use)\b|\s(style|on\w+|href|xlink:href)=/i.exec(svg);
  if (bad) throw new Error(`${where}: ${bad[0].trim()} is not allowed in a thumbnail`);
  return svg.trim();
}
