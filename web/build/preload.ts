import type { Rolldown } from 'vite';
import { TEXT_FONT } from './fonts.ts';

/**
 * Puts into the head what the first paint needs and the HTML does not name: the text font, which only a style sheet
 * mentions. It comes before the style sheets, so that nothing moves; after the policy, which governs it too. Nothing else
 * is asked for before the first paint: it would share the line with what that waits for.
 */
export function addPreloads(html: string, bundle: Rolldown.OutputBundle, path: string): string {
  const up = '../'.repeat(path.split('/').length - 2) || './';
  const fonts = Object.values(bundle)
    .filter((file) => file.type === 'asset' && file.names.includes(`${TEXT_FONT}.woff2`))
    .map(
      (file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${up}${file.fileName}">`,
    );
  return html.replace('</title>', ['</title>', ...fonts].join('\n    '));
}
