// The equations of a lab, on the page.
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { html, type TemplateResult } from 'lit/html.js';
import { inOtherNotation, notation } from '../notation.ts';

type Rendered = Readonly<Record<string, string>>;

/**
 * @param rendered what equations.tex became at build time: markup of ours, never data
 * @param inOther  the same in the other notation, where it differs
 */
export function equationsOf(
  rendered: Rendered,
  inOther?: () => Promise<{ readonly default: Rendered }>,
): (name: string) => TemplateResult {
  let other = rendered;
  if (inOther)
    inOtherNotation(async () => {
      other = (await inOther()).default;
    });
  return (name) =>
    html`<div class="equation">${unsafeHTML((notation() === 'bishop' ? rendered : other)[name] ?? '')}</div>`;
}
