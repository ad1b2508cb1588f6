import { createHash } from 'node:crypto';
import katex from 'katex';
import { decodeEntities } from './html.ts';
import { BASE_FONT, type Element, type Font, fontFile, fontOf, katexRules } from './katex-css.ts';

/**
 * `\term{gap}{…}`: a part of an equation that stands for something on the stage or the chart. It becomes
 * `[data-term=gap]` with the classes `term term-gap`, which carry the colour.
 * `\live{name}`: a place for a number that the page writes, `[data-slot=name]`; empty and silent until then.
 */
const MACROS = {
  '\\term': '\\htmlData{term=#1}{\\htmlClass{term term-#1}{#2}}',
  '\\live': '\\htmlData{slot=#1}{\\htmlClass{slot}{\\vphantom{0}}}',
} as const;

export type Notation = 'bishop' | 'cs229';

/**
 * What courses write in other letters. `\weight{k}`: a mixing weight. `\resp{n}{k}`: how much of example n component k
 * owns; `\resps{n}`: that of all components; `\allresps`: that of all examples.
 */
const LETTERS: Readonly<Record<Notation, Readonly<Record<string, string>>>> = {
  bishop: {
    '\\weight': '\\pi_{#1}',
    '\\resp': '\\gamma_{#1#2}',
    '\\resps': '\\gamma_{#1}',
    '\\allresps': '\\gamma',
  },
  cs229: { '\\weight': '\\phi_{#1}', '\\resp': 'Q_{#1}(#2)', '\\resps': 'Q_{#1}', '\\allresps': 'Q' },
};
const TRUSTED = new Set(['\\htmlData', '\\htmlClass']);

/** What a live number may consist of. */
const NUMBERS = '0123456789.,+-−×·∞–eE%()= ';

/** All that texts with formulas ask of a renderer. */
export type Renders = Pick<MathRenderer, 'render'>;

export interface MathFace {
  readonly font: Font;
  readonly file: string;
  readonly text: string;
}

/**
 * Renders TeX to HTML + MathML without style attributes, which the page's policy would block: each distinct
 * value becomes a class. Remembers the styles, classes and glyphs of all it rendered, for the one style sheet.
 */
export class MathRenderer {
  readonly #styles = new Map<string, string>();
  readonly #classes = new Set<string>();
  readonly #glyphs = new Map<string, { font: Font; chars: Set<string> }>();

  constructor() {
    this.#use(BASE_FONT, NUMBERS);
  }

  render(tex: string, displayMode: boolean, where: string, notation: Notation = 'bishop'): string {
    let html: string;
    try {
      html = katex.renderToString(tex, {
        displayMode,
        output: 'htmlAndMathml',
        throwOnError: true,
        macros: { ...MACROS, ...LETTERS[notation] },
        trust: ({ command }) => {
          // KaTeX alone would print the refused command in red and go on.
          if (!TRUSTED.has(command)) throw new Error(`${command} is not allowed`);
          return true;
        },
        strict: (code) => (code === 'htmlExtension' ? 'ignore' : 'error'),
      });
    } catch (error) {
      throw new Error(`${where}: ${error instanceof Error ? error.message : error}\n  in ${tex.trim()}`);
    }
    // The TeX source again, for copying; it would name our macros and weighs as much as the formula.
    html = html.replace(/<annotation[\s\S]*?<\/annotation>/g, '');
    html = this.#classify(html);
    this.#record(html);
    return html;
  }

  /** The same, writing in another notation. */
  inNotation(notation: Notation): Renders {
    return { render: (tex, displayMode, where) => this.render(tex, displayMode, where, notation) };
  }

  /** Rules for all that was rendered so far, and nothing else. */
  css(): string {
    const styles = [...this.#styles].sort(([a], [b]) => (a < b ? -1 : 1));
    // Important, because they stand in for style attributes, which beat every selector.
    const rules = styles.map(([value, name]) => {
      const body = value
        .split(';')
        .filter((d) => d.trim() !== '')
        .map((d) => `${d} !important`);
      return `.${name} { ${body.join('; ')} }`;
    });
    return `${katexRules(this.#classes)}\n${rules.join('\n')}\n`;
  }

  /** The fonts and, sorted, the characters set in each. */
  faces(): MathFace[] {
    return [...this.#glyphs]
      .map(([file, { font, chars }]) => ({ font, file, text: [...chars].sort().join('') }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #classify(html: string): string {
    return html.replace(/<([\w-]+)([^>]*?) style="([^"]*)"([^>]*)>/g, (_, tag, before, style, after) => {
      const name = this.#className(style);
      const rest = `${before}${after}`;
      const merged = /\bclass="/.test(rest)
        ? rest.replace(/\bclass="([^"]*)"/, (_class, classes) => `class="${classes} ${name}"`)
        : ` class="${name}"${rest}`;
      return `<${tag}${merged}>`;
    });
  }

  #className(style: string): string {
    const known = this.#styles.get(style);
    if (known !== undefined) return known;
    const name = `k-${createHash('sha256').update(style).digest('hex').slice(0, 6)}`;
    if ([...this.#styles.values()].includes(name)) throw new Error(`two styles hash to ${name}`);
    this.#styles.set(style, name);
    return name;
  }

  #record(html: string): void {
    for (const { font, text } of this.#walk(html)) this.#use(font, text);
  }

  /** The texts of KaTeX's well-formed output, less the MathML, with their fonts; notes the classes on the way. */
  *#walk(html: string): Generator<{ font: Font; text: string }> {
    const path: Element[] = [];
    const fonts: Font[] = [];
    const pieces = html.matchAll(/<(\/?)([\w-]+)([^>]*?)(\/?)>|([^<]+)/g);
    for (const [, close, tag = '', attributes = '', empty, text] of pieces) {
      if (text !== undefined) {
        const font = fonts.at(-1);
        if (font && path.some((e) => e.classes.has('katex-html'))) yield { font, text: decodeEntities(text) };
      } else if (close) {
        path.pop();
        fonts.pop();
      } else {
        const classes = /\bclass="([^"]*)"/.exec(attributes)?.[1]?.split(/\s+/) ?? [];
        for (const c of classes) this.#classes.add(c);
        if (empty) continue;
        path.push({ tag, classes: new Set(classes) });
        fonts.push(fontOf(path, fonts.at(-1) ?? BASE_FONT));
      }
    }
    if (path.length > 0) throw new Error('KaTeX wrote an element that it did not close');
  }

  #use(font: Font, text: string): void {
    const file = fontFile(font);
    const entry = this.#glyphs.get(file) ?? { font, chars: new Set<string>() };
    for (const char of text) entry.chars.add(char);
    this.#glyphs.set(file, entry);
  }
}
