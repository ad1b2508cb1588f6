import MarkdownIt from 'markdown-it';
import { ofFile } from './language.ts';
import type { Renders } from './math.ts';

/**
 * Markdown with `$inline$` and `$$display$$` TeX to HTML. Raw HTML is not passed through. A page's own headings
 * begin at `##` and come out one level deeper, below the heading of the section that holds them.
 */
export function renderMarkdown(text: string, math: Renders, where: string): string {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: true });
  md.disable('replacements'); // quotes are set, but 3(c) is no claim of copyright

  md.inline.ruler.before('escape', 'math', (state, silent) => {
    const rest = state.src.slice(state.pos);
    // A price is not math: no space inside the dollars, no digit after the closing one.
    const match = /^\$\$([\s\S]+?)\$\$/.exec(rest) ?? /^\$(?!\s)((?:\\.|[^\\$])+?)(?<!\s)\$(?!\d)/.exec(rest);
    if (!match) return false;
    if (!silent) {
      const token = state.push(match[0].startsWith('$$') ? 'math_display' : 'math_inline', 'math', 0);
      token.content = match[1] ?? '';
    }
    state.pos += match[0].length;
    return true;
  });

  // Texts of another language have their own file; the language that is nobody's goes without.
  md.core.ruler.push('words', (state) => {
    for (const { children } of state.tokens)
      for (const token of children ?? []) if (token.type === 'text') token.content = ofFile(token.content);
  });

  md.core.ruler.push('levels', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'heading_open' && token.type !== 'heading_close') continue;
      const level = Number(token.tag.slice(1));
      if (level < 2) throw new Error(`${where}: the title is the page's only first-level heading; use ##`);
      token.tag = `h${level + 1}`;
    }
  });

  md.renderer.rules.math_inline = (tokens, i) => math.render(tokens[i]?.content ?? '', false, where);
  md.renderer.rules.math_display = (tokens, i) => math.render(tokens[i]?.content ?? '', true, where);
  return md.render(text);
}
