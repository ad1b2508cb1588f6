import { inOtherWords } from '../src/shell/language.ts';
import { IN_TEMPLATE, oneLine } from './language.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
}

/** Text of an HTML text node, for the few entities that KaTeX writes. */
export function decodeEntities(html: string): string {
  return html
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&amp;/g, '&');
}

/**
 * Fills `{{name}}` with text (escaped) and `{{{name}}}` with HTML; an unknown or unused name is an error. `{{_ words}}`, with
 * HTML in them, come in the language of the build.
 */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const unused = new Set(Object.keys(values));
  const filled = template
    .replace(IN_TEMPLATE, (_, words: string) => inOtherWords(oneLine(words)))
    .replace(/\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}/g, (_, raw: string | undefined, text: string | undefined) => {
      const name = raw ?? text ?? '';
      const value = values[name];
      if (value === undefined) throw new Error(`template: nothing to put in {{${name}}}`);
      unused.delete(name);
      return raw === undefined ? escapeHtml(value) : value;
    });
  if (unused.size > 0) throw new Error(`template: no place for ${[...unused].join(', ')}`);
  return filled;
}
