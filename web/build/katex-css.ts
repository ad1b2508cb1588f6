import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One compound of a selector, e.g. `.delimsizing.mult`, and how it hangs on the compound before it. */
interface Compound {
  readonly tag: string;
  readonly classes: readonly string[];
  readonly child: boolean;
}

interface Rule {
  readonly selectors: readonly (readonly Compound[])[];
  readonly declarations: ReadonlyMap<string, string>;
  readonly text: readonly string[];
}

export interface Element {
  readonly tag: string;
  readonly classes: ReadonlySet<string>;
}

const home = dirname(createRequire(import.meta.url).resolve('katex/package.json'));
const css = readFileSync(join(home, 'dist/katex.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const faces = new Map<string, string>();
const rules: Rule[] = [];

for (const [, prelude = '', block = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
  const declarations = new Map(
    block
      .split(';')
      .map((d) => d.trim())
      .filter((d) => d !== '')
      .map((d): [string, string] => [d.slice(0, d.indexOf(':')).trim(), d.slice(d.indexOf(':') + 1).trim()]),
  );
  if (prelude.trim() === '@font-face') addFace(declarations);
  else {
    const text = prelude.split(',').map((s) => s.trim());
    rules.push({ selectors: text.map(parseSelector), declarations, text });
  }
}

function addFace(declarations: ReadonlyMap<string, string>): void {
  const file = /url\(([^)]+\.woff2)\)/.exec(declarations.get('src') ?? '')?.[1];
  if (file === undefined) throw new Error('katex.css: a font face without woff2');
  const family = (declarations.get('font-family') ?? '').replace(/["']/g, '');
  faces.set(
    [family, declarations.get('font-weight'), declarations.get('font-style')].join('|'),
    join(home, 'dist', file),
  );
}

function parseSelector(selector: string): Compound[] {
  const compounds: Compound[] = [];
  let child = false;
  for (const part of selector.replace(/\s*>\s*/g, ' > ').split(/\s+/)) {
    if (part === '>') child = true;
    else {
      const plain = part.replace(/::?[\w-]+(\([^)]*\))?/g, '');
      const [tag = '', ...classes] = plain.split('.');
      compounds.push({ tag: tag === '*' ? '' : tag, classes, child });
      child = false;
    }
  }
  return compounds;
}

function fits(compound: Compound, element: Element): boolean {
  return (
    (compound.tag === '' || compound.tag === element.tag) &&
    compound.classes.every((c) => element.classes.has(c))
  );
}

/** Whether `selector` selects the last element of `path` (root first). */
function selects(selector: readonly Compound[], path: readonly Element[]): boolean {
  const last = selector.at(-1);
  const element = path.at(-1);
  if (!last || !element || !fits(last, element)) return false;
  const rest = selector.slice(0, -1);
  if (rest.length === 0) return true;
  const ancestors = path.slice(0, -1);
  if (last.child) return selects(rest, ancestors);
  return ancestors.some((_, i) => selects(rest, ancestors.slice(0, i + 1)));
}

export interface Font {
  readonly family: string;
  readonly weight: string;
  readonly style: string;
}

export const BASE_FONT: Font = { family: 'KaTeX_Main', weight: 'normal', style: 'normal' };

// Weakest first, so that the last one found wins, as in the cascade.
const fontRules = rules
  .filter((r) => ['font-family', 'font-weight', 'font-style'].some((p) => r.declarations.has(p)))
  .flatMap((r) => r.selectors.map((selector) => ({ selector, declarations: r.declarations })))
  .sort((a, b) => classCount(a.selector) - classCount(b.selector));

function classCount(selector: readonly Compound[]): number {
  return selector.reduce((n, c) => n + c.classes.length, 0);
}

/** The font that KaTeX's style sheet gives to the last element of `path`, whose parent has `inherited`. */
export function fontOf(path: readonly Element[], inherited: Font): Font {
  let font = inherited;
  for (const { selector, declarations } of fontRules) {
    if (!selects(selector, path)) continue;
    font = {
      family: declarations.get('font-family')?.split(',')[0]?.trim() ?? font.family,
      weight: declarations.get('font-weight') ?? font.weight,
      style: declarations.get('font-style') ?? font.style,
    };
  }
  return font;
}

export function fontFile(font: Font): string {
  const file = faces.get([font.family, font.weight, font.style].join('|'));
  if (file === undefined) throw new Error(`KaTeX has no ${font.weight} ${font.style} face of ${font.family}`);
  return file;
}

/** KaTeX's rules, less those for classes that no rendered equation has. */
export function katexRules(used: ReadonlySet<string>): string {
  const kept: string[] = [];
  for (const rule of rules) {
    const selectors = rule.text.filter((_, i) =>
      rule.selectors[i]?.every((compound) => compound.classes.every((c) => used.has(c))),
    );
    if (selectors.length === 0) continue;
    const body = [...rule.declarations].map(([property, value]) => `${property}: ${value};`).join(' ');
    kept.push(`${selectors.join(', ')} { ${body} }`);
  }
  return kept.join('\n');
}
