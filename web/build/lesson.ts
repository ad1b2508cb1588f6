import type { Drive, LessonPage, Part, QuestionPart } from '../src/shell/lesson/lesson.ts';
import { ofFile } from './language.ts';
import { renderMarkdown } from './markdown.ts';
import type { Renders } from './math.ts';

/** The sections of the page that a lesson can point at; beside them any control, as `control:name`. */
export const PLACES = ['stage', 'bound', 'why', 'transport', 'controls', 'data'] as const;

/**
 * A lab's lesson.md: pages, each under a line `## Title`, of Markdown with TeX and of directives, which stand on
 * lines of their own:
 *
 *     ::: view data=four seed=7 step=1      the situation of the page, from the lab's defaults; `converge` runs to the end
 *     ::: look stage bound control:alpha    what is marked while the page is open
 *     ::: show Take the E-step | step=1     a button that goes on from what is there
 *     ::: question name                     up to a line `:::`; Markdown, then:
 *     - (name) text                         the choices, where it has some
 *     ? text                                two hints
 */
export function parseLesson(text: string, math: Renders, where: string): LessonPage[] {
  const pages: { title: string; line: number; lines: string[] }[] = [];
  for (const [i, line] of text.replace(/\r\n/g, '\n').split('\n').entries()) {
    const title = /^## +(.+?)\s*$/.exec(line)?.[1];
    if (title !== undefined) pages.push({ title, line: i + 1, lines: [] });
    else if (pages.length > 0) pages.at(-1)?.lines.push(line);
    else if (line.trim() !== '')
      throw new Error(`${where}:${i + 1}: text before the first “## Title” of a page`);
  }
  if (pages.length === 0) throw new Error(`${where} has no page: a page begins with “## Title”`);
  const ids = new Set<string>();
  return pages.map((page) => new PageParser(page, math, where, ids).parse());
}

class PageParser {
  readonly #page: { title: string; line: number; lines: string[] };
  readonly #math: Renders;
  readonly #where: string;
  readonly #ids: Set<string>;
  readonly #parts: Part[] = [];
  #look: string[] = [];
  #view: Drive | undefined;
  #text: string[] = [];
  #at = 0;

  constructor(
    page: { title: string; line: number; lines: string[] },
    math: Renders,
    where: string,
    ids: Set<string>,
  ) {
    this.#page = page;
    this.#math = math;
    this.#where = where;
    this.#ids = ids;
  }

  parse(): LessonPage {
    const { lines, title } = this.#page;
    for (; this.#at < lines.length; ++this.#at) {
      const line = lines[this.#at] ?? '';
      const directive = /^:::\s*(\S*)\s*(.*?)\s*$/.exec(line);
      if (!directive) this.#text.push(line);
      else {
        this.#endText();
        this.#directive(directive[1] ?? '', directive[2] ?? '');
      }
    }
    this.#endText();
    return {
      title: ofFile(title),
      look: this.#look,
      parts: this.#parts,
      ...(this.#view ? { view: this.#view } : {}),
    };
  }

  #directive(name: string, rest: string): void {
    if (name === 'view') {
      if (this.#view) this.#fail('a page has one view');
      this.#view = this.#drive(rest);
    } else if (name === 'look') {
      this.#look = rest.split(/\s+/).filter(Boolean);
      const wrong = this.#look.find((place) => !/^control:\w+$/.test(place) && !isPlace(place));
      if (wrong !== undefined) this.#fail(`“${wrong}” is no place to look at`);
    } else if (name === 'show') {
      const [label = '', drive, ...more] = rest.split('|').map((part) => part.trim());
      if (label === '' || drive === undefined || more.length > 0)
        this.#fail('a button is “::: show Label | settings”');
      this.#parts.push({ kind: 'show', label: ofFile(label), drive: this.#drive(drive ?? '') });
    } else if (name === 'question') {
      if (!/^[a-z][a-z0-9-]*$/.test(rest)) this.#fail('a question has a name of a-z, 0-9 and hyphens');
      if (this.#ids.has(rest)) this.#fail(`two questions are called ${rest}`);
      this.#ids.add(rest);
      this.#parts.push(this.#question(rest));
    } else this.#fail(`unknown directive “::: ${name}”`);
  }

  #drive(text: string): Drive {
    const set: Record<string, string> = {};
    const drive: { step?: number; converge?: boolean } = {};
    for (const entry of text.split(/\s+/).filter(Boolean)) {
      const [name = '', value] = entry.split('=');
      if (entry === 'converge') drive.converge = true;
      else if (value === undefined || value === '') this.#fail(`“${entry}” is not “name=value”`);
      else if (name !== 'step') set[name] = value;
      else if (/^\d+$/.test(value)) drive.step = Number(value);
      else this.#fail(`“${entry}”: a step is a whole number`);
    }
    return { set, ...drive };
  }

  #question(id: string): QuestionPart {
    const { lines } = this.#page;
    const prompt: string[] = [];
    const hints: string[] = [];
    const choices: { name: string; text: string }[] = [];
    for (++this.#at; (lines[this.#at] ?? ':::').trim() !== ':::'; ++this.#at) {
      const line = lines[this.#at] as string;
      const choice = /^- \(([a-z][a-z0-9-]*)\) +(.+)$/.exec(line);
      if (line.startsWith(':::')) this.#fail(`question “${id}” is not ended by a line :::`);
      if (choice) choices.push({ name: choice[1] ?? '', text: choice[2] ?? '' });
      else if (line.startsWith('? ')) hints.push(line.slice(2));
      else if (/^ {2,}\S/.test(line) && hints.length > 0) hints.push(`${hints.pop()}\n${line.trim()}`);
      else prompt.push(line);
    }
    if (this.#at >= lines.length) this.#fail(`question “${id}” is not ended by a line :::`);
    const [first, second, ...more] = hints.map((hint) => this.#inline(hint));
    if (first === undefined || second === undefined || more.length > 0)
      this.#fail(`question “${id}” has ${hints.length} hints in place of 2`);
    return {
      kind: 'question',
      id,
      prompt: this.#render(prompt.join('\n')),
      hints: [first ?? '', second ?? ''],
      choices: choices.map(({ name, text }) => ({ name, text: this.#inline(text) })),
    };
  }

  #endText(): void {
    const text = this.#text.join('\n').trim();
    this.#text = [];
    if (text !== '') this.#parts.push({ kind: 'text', html: this.#render(text) });
  }

  #render(text: string): string {
    return renderMarkdown(text, this.#math, `${this.#where}, “${this.#page.title}”`).trim();
  }

  /** Without the paragraph around it: it stands in a label or an item. */
  #inline(text: string): string {
    return this.#render(text).replace(/^<p>([\s\S]*)<\/p>$/, '$1');
  }

  #fail(message: string): never {
    throw new Error(`${this.#where}:${this.#page.line + this.#at + 1}: ${message}`);
  }
}

const isPlace = (name: string): boolean => (PLACES as readonly string[]).includes(name);
