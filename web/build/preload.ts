import type { Rolldown } from 'vite';
import { GREEK_FONT, TEXT_FONT } from './fonts.ts';

/**
 * Puts into the head what a page needs soon and its HTML does not name: fonts, which only style sheets mention. The text
 * font comes before the style sheets, so that the first paint is in it and nothing moves; after the policy, which governs
 * it too. Those of a lab's equations, and of Greek in its text, are for no medium until that paint (src/shell/main.ts):
 * they would share the line with what it waits for.
 */
export function addPreloads(
  html: string,
  bundle: Rolldown.OutputBundle,
  mathFonts: readonly string[],
  path: string,
): string {
  const up = '../'.repeat(path.split('/').length - 2) || './';
  const later = mathFonts.length > 0 ? [GREEK_FONT, ...mathFonts] : [];
  const links = [TEXT_FONT, ...later].flatMap((font) =>
    Object.values(bundle)
      .filter((file) => file.type === 'asset' && file.names.includes(`${font}.woff2`))
      .map(
        ({ fileName }) =>
          `<link rel="preload" as="font" type="font/woff2" crossorigin ${font === TEXT_FONT ? '' : 'media="not all" '}href="${up}${fileName}">`,
      ),
  );
  return html.replace('</title>', ['</title>', ...links].join('\n    '));
}
