import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MathFace } from './math.ts';

const require = createRequire(import.meta.url);
type SubsetFont = (font: Buffer, text: string, options: Readonly<Record<string, unknown>>) => Promise<Buffer>;
const subsetFont = require('subset-font') as SubsetFont;
const subsetterVersion = (require('subset-font/package.json') as { version: string }).version;

/** Outside build/, so that a clean build is quick too; the key is all that decides the bytes. */
const cache = join(dirname(require.resolve('vite/package.json')), '../.cache/elbo-lab/fonts');

const range = (from: number, to: number): string =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));

/** The one that every page shows at once. */
export const TEXT_FONT = 'SourceSans3';

interface TextFace {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** `optional` for what a page always shows (preloaded, never shifts), `swap` for what it may show later. */
  readonly display: 'optional' | 'swap';
}

const LATIN = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ıŒœ–—‘’‚“”„†•…‰‹›€™↑↓−∕\u2009\u200a\u202f`;

/**
 * What the pages are written in, English or German. The first paint waits for its font: below 14 kB it comes in the first
 * packets that a server sends without hearing back.
 */
const EVERYDAY = new Set(
  [...range(0x20, 0x7e), ...'\u00a0\u00ad°±²³·½×ÄÖÜßäöüé–—‘’“”„…↓−\u2009\u202f'].filter(
    (char) => !'#$@\\^_`{}~'.includes(char),
  ),
);

/** Source Sans 3 comes cut into scripts; a browser fetches a part when a character of it is on the page. */
const TEXT_FACES: readonly TextFace[] = [
  {
    name: TEXT_FONT,
    file: 'source-sans-3-latin-wght-normal.woff2',
    text: [...EVERYDAY].join(''),
    display: 'optional',
  },
  {
    name: 'SourceSans3-latin',
    file: 'source-sans-3-latin-wght-normal.woff2',
    text: [...LATIN].filter((char) => !EVERYDAY.has(char)).join(''),
    display: 'swap',
  },
  {
    name: 'SourceSans3-greek',
    file: 'source-sans-3-greek-wght-normal.woff2',
    text: 'ΔΘΛΣΦΨαβγδεθκλμνπρστφψω',
    display: 'swap',
  },
  {
    name: 'SourceSans3-symbols',
    file: 'source-sans-3-latin-ext-wght-normal.woff2',
    text: 'ℓ',
    display: 'swap',
  },
];

/**
 * The system's Arial (or a font with its widths) stretched to the metrics of Source Sans 3, so that a page
 * that has to do without the web font breaks its lines in the same places. size-adjust is the ratio of the mean
 * widths over English letter frequencies; the overrides are Source Sans' ascent and descent divided by it.
 */
const FALLBACK = `@font-face {
  font-family: 'Source Sans Fallback';
  src: local('Arial'), local('ArialMT'), local('Liberation Sans'), local('Arimo'), local('Helvetica');
  size-adjust: 94.2%;
  ascent-override: 108.7%;
  descent-override: 42.5%;
  line-gap-override: 0%;
}
:root {
  --font-text: 'Source Sans 3', 'Source Sans Fallback', system-ui, sans-serif;
}`;

/** Style sheet of the text font. */
export async function textFontCss(): Promise<string> {
  const home = join(dirname(require.resolve('@fontsource-variable/source-sans-3/package.json')), 'files');
  const faces = TEXT_FACES.map(async ({ name, file, text, display }) => {
    const subset = await cachedSubset(join(home, file), name, text, {
      variationAxes: { wght: { min: 400, max: 700 } },
      keepFeatures: ['kern'], // figures are tabular without a feature, and nothing here asks for other ones
      noHinting: true,
    });
    return `@font-face {
  font-family: 'Source Sans 3';
  src: url('${subset}') format('woff2');
  font-weight: 400 700;
  font-display: ${display};
  unicode-range: ${unicodeRange(text)};
}`;
  });
  return `${(await Promise.all(faces)).join('\n')}\n${FALLBACK}\n`;
}

/** What the subset of one of KaTeX's font files is called. */
export function mathFontName(file: string): string {
  return basename(file, '.woff2').replace(/-Regular$/, '');
}

/** Font faces for the characters that the equations are set in. */
export async function mathFontCss(faces: readonly MathFace[]): Promise<string> {
  const rules = faces.map(async ({ font, file, text }) => {
    const subset = await cachedSubset(file, mathFontName(file), text, { noHinting: true });
    return `@font-face {
  font-family: ${font.family};
  src: url('${subset}') format('woff2');
  font-weight: ${font.weight};
  font-style: ${font.style};
  font-display: swap;
}`;
  });
  return `${(await Promise.all(rules)).join('\n')}\n`;
}

/** The path, in the cache, of `file` cut down to the characters of `text`. */
async function cachedSubset(
  file: string,
  name: string,
  text: string,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const font = readFileSync(file);
  const key = createHash('sha256')
    .update(JSON.stringify([subsetterVersion, text, options]))
    .update(font)
    .digest('hex')
    .slice(0, 16);
  const cached = join(cache, key, `${name}.woff2`);
  if (!existsSync(cached)) {
    const subset = await subsetFont(font, text, { ...options, targetFormat: 'woff2' });
    mkdirSync(dirname(cached), { recursive: true });
    // Renamed into place: a build that is interrupted here must not leave half a font behind.
    writeFileSync(`${cached}.${process.pid}`, subset);
    renameSync(`${cached}.${process.pid}`, cached);
  }
  return decodeURI(pathToFileURL(cached).pathname);
}

function unicodeRange(text: string): string {
  const codes = [...new Set([...text].map((c) => c.codePointAt(0) ?? 0))].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const hex = (code: number): string => code.toString(16).toUpperCase();
  return ranges.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(', ');
}
