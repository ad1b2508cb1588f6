// One style sheet for each page. Two cost a slow line a round trip more before anything is painted.
import { basename } from 'node:path';
import type { Rolldown } from 'vite';

const SHEET = /[ \t]*<link rel="stylesheet"[^>]*? href="([^"]+)"[^>]*>\n?/g;

/**
 * Joins the sheets that a page of the bundle links to, in their order; pages with the same ones share one.
 *
 * @param emit puts a file into the bundle and tells its path in it
 * @return the sheets that no page links to any more
 */
export function oneSheetEach(
  bundle: Rolldown.OutputBundle,
  emit: (name: string, source: string) => string,
): string[] {
  const joined = new Map<string, string>();
  const used = new Set<string>();
  const left = new Set<string>();
  for (const page of Object.values(bundle)) {
    if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
    const html = String(page.source);
    const links = Array.from(html.matchAll(SHEET), ([tag, href = '']) => ({ tag, href }));
    const names = links.map(({ href }) => `assets/${basename(href)}`);
    const [last] = links.slice(-1);
    if (!last || links.length < 2) {
      for (const name of names) used.add(name);
      continue;
    }
    const key = names.join();
    const sheet = joined.get(key) ?? emit('page.css', names.map((name) => textOf(bundle, name)).join('\n'));
    joined.set(key, sheet);
    for (const name of names) left.add(name);
    const link = last.tag.replace(basename(last.href), basename(sheet));
    page.source = html.replace(SHEET, (tag) => (tag === last.tag ? link : ''));
  }
  return [...left].filter((name) => !used.has(name));
}

function textOf(bundle: Rolldown.OutputBundle, name: string): string {
  const file = bundle[name];
  if (file?.type !== 'asset') throw new Error(`${name} is linked to, and is not there`);
  return String(file.source);
}
