// The language of a build: catalogues, and sources with the texts of that language in the place of msg`…`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { keyOf, type Translate } from '../src/shell/language.ts';
import { pseudo } from './pseudo.ts';

/** The language whose texts are those of the source. */
export const SOURCE = 'en';
/** No language: every text is longer and in other letters, so that what stays plain was forgotten. */
export const PSEUDO = 'en-XA';

/** Texts by the English. */
export type Catalogue = Readonly<Record<string, string>>;

/** All files of a language's folder in web/languages, as one. */
export function readCatalogue(dir: string): Catalogue {
  if (!existsSync(dir)) return {};
  const parts = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as Catalogue);
  return Object.assign({}, ...parts) as Catalogue;
}

let language = SOURCE;

/** Texts that each language has a file of its own for; the language that is nobody's has none. */
export const ofFile = (text: string): string => (language === PSEUDO ? pseudo(text) : text);

/**
 * For a build in this language.
 *
 * @param folder web/languages
 */
export function translator(folder: string, of: string): Translate {
  language = of;
  if (language === SOURCE) return (english) => english;
  if (language === PSEUDO) return pseudo;
  const texts = readCatalogue(join(folder, language));
  return (english) => texts[english] || undefined; // a text that is new stands there empty
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Tagged extends Node {
  readonly tag: Node & { readonly name?: string };
  readonly quasi: {
    readonly quasis: readonly { readonly value: { readonly cooked: string } }[];
    readonly expressions: readonly Node[];
  };
}

/** The msg`…` of a source, in its order. Those within another come after it. */
export function messages(code: string): { key: string; node: Tagged }[] {
  const found: { key: string; node: Tagged }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && typeof value === 'object') {
      const node = value as Tagged;
      if (node.type === 'TaggedTemplateExpression' && node.tag.name === 'msg')
        found.push({ key: keyOf(node.quasi.quasis.map((quasi) => quasi.value.cooked)), node });
      Object.values(value).forEach(visit);
    }
  };
  visit(parseAst(code, { lang: 'ts' }));
  return found;
}

/**
 * The source with every msg`…` as a plain template in another language.
 *
 * @param missing is told what has no translation, and stays English
 */
export function translate(code: string, say: Translate, missing: (key: string) => void): string {
  const all = messages(code).sort((a, b) => a.node.start - b.node.start);
  const between = (start: number, end: number): string => {
    let result = '';
    let at = start;
    for (const { key, node } of all) {
      if (node.start < at || node.end > end) continue;
      const text = say(key);
      if (text === undefined) missing(key);
      const values = node.quasi.expressions.map((value) => between(value.start, value.end));
      result += code.slice(at, node.start) + template(text ?? key, values);
      at = node.end;
    }
    return result + code.slice(at, end);
  };
  return between(0, code.length);
}

/** In a page's template: `{{_ text}}`, HTML included. The text may be broken into lines as is convenient. */
export const IN_TEMPLATE = /\{\{_\s([\s\S]*?)\}\}/g;
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const template = (text: string, values: readonly string[]): string =>
  `\`${text
    .split(/\{(\d+)\}/)
    .map((part, i) => (i % 2 === 1 ? `\${${values[Number(part)]}}` : part.replace(/[`\\]|\$\{/g, '\\$&')))
    .join('')}\``;
