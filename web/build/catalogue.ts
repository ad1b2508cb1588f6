// What there is to translate, and where it stands: each part of the source has a file of its own in a language's folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEquations, WORDS } from './labs.ts';
import { IN_TEMPLATE, messages, oneLine } from './language.ts';

/** "shell", "em", the id of a lab; "pages" for what the build writes. */
export type PartName = string;

const partOf = (file: string): PartName =>
  /^src\/labs\/([^/]+)\//.exec(file)?.[1] ??
  (/^src\/em\//.test(file) ? 'em' : file.startsWith('src/') ? 'shell' : 'pages');

/**
 * The English texts of every part in the order of the source. What several parts say is only the first one's, and the shell is
 * before the labs.
 *
 * @param web the folder of that name
 */
export function englishTexts(web: string): Map<PartName, string[]> {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^(build|pages|src)\/.*\.(ts|tex|html)$/.test(file))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const parts = new Map<PartName, string[]>();
  const seen = new Set<string>();
  for (const file of files) {
    const part = partOf(file);
    const texts = parts.get(part) ?? [];
    parts.set(part, texts);
    for (const text of textsOf(file, readFileSync(join(web, file), 'utf8'))) {
      if (!seen.has(text)) texts.push(text);
      seen.add(text);
    }
  }
  return parts;
}

const rank = (file: string): number => (4 + ['pages', 'shell', 'em'].indexOf(partOf(file))) % 4;

function textsOf(file: string, content: string): string[] {
  if (file.endsWith('.ts')) return content.includes('msg`') ? messages(content).map(({ key }) => key) : [];
  if (file.endsWith('.html'))
    return Array.from(content.matchAll(IN_TEMPLATE), ([, text = '']) => oneLine(text));
  return [...parseEquations(content, file).values()].flatMap((tex) =>
    Array.from(tex.matchAll(WORDS), ([words]) => words.trim()),
  );
}
