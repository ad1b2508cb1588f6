// How SVG writes text, numbers, colours and fonts.

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const text = (words: string): string => words.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

/** Hundredths of a pixel are enough. */
export const number = (value: number): string => String(Math.round(100 * value) / 100);

export const attributes = (all: Readonly<Record<string, unknown>>): string =>
  Object.entries(all)
    .map(([name, value]) => {
      const shown = typeof value === 'number' ? String(Number(value.toFixed(4))) : String(value);
      return ` ${name}="${text(shown)}"`;
    })
    .join('');

/** A CSS colour as an attribute, its opacity beside it: not every reader of SVG takes both in one. */
export function colour(what: string, css: string, alpha: number): Record<string, unknown> {
  const name = what === 'stop' ? 'stop-color' : what;
  const [solid, own] = split(css);
  const opacity = alpha * own;
  return { [name]: solid, ...(opacity < 1 ? { [`${what}-opacity`]: opacity } : {}) };
}

function split(css: string): readonly [string, number] {
  const hex = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(css);
  if (hex) return [hex[1] as string, Number.parseInt(hex[2] as string, 16) / 255];
  const rgba = /^rgba?\(\s*([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)\s*[,/]\s*([\d.]+)\s*\)$/.exec(css);
  if (rgba) return [`rgb(${rgba[1]}, ${rgba[2]}, ${rgba[3]})`, Number(rgba[4])];
  return [css, 1];
}

/** "italic 600 14px Source Sans 3, sans-serif" */
export function fontOf(css: string): Record<string, unknown> {
  const [, before = '', size = '10', family = 'sans-serif'] =
    /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(css) ?? [];
  const weight = /\b(bold|[1-9]00)\b/.exec(before)?.[1];
  return {
    'font-family': family,
    'font-size': Number(size),
    ...(weight && weight !== '400' ? { 'font-weight': weight } : {}),
    ...(/\bitalic\b/.test(before) ? { 'font-style': 'italic' } : {}),
  };
}

/** The tile of charts/hatch.ts. */
export function hatching(id: string, of: string): string {
  const tile = attributes({ id, patternUnits: 'userSpaceOnUse', width: 8, height: 8 });
  const ground = attributes({ width: 8, height: 8, fill: of, 'fill-opacity': 0.12 });
  const d = 'M-9 9L1 -1M-1 9L9 -1M7 9L17 -1';
  const lines = attributes({ d, stroke: of, 'stroke-width': 1.2, 'stroke-opacity': 0.75 });
  return `<pattern${tile}><rect${ground}/><path${lines}/></pattern>`;
}
