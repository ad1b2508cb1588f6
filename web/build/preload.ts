import type { Rolldown } from 'vite';
import { TEXT_FONT } from './fonts.ts';

/**
 * Puts into the head what a page needs soon and its HTML does not name: fonts, which only style sheets mention, and
 * on a lab's page that lab's own code (`entry`), which the shell imports by name only when it runs. The fonts come
 * before the style sheets, so that the first paint is in them and nothing moves; after the policy, which governs
 * them too.
 */
export function addPreloads(
  html: string,
  bundle: Rolldown.OutputBundle,
  mathFonts: readonly string[],
  entry: string | undefined,
  path: string,
): string {
  const up = '../'.repeat(path.split('/').length - 2) || './';
  const files = Object.values(bundle);
  const fonts = [TEXT_FONT, ...mathFonts].flatMap((font) =>
    files
      .filter((file) => file.type === 'asset' && file.names.includes(`${font}.woff2`))
      .map(
        (file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${up}${file.fileName}">`,
      ),
  );
  const code = files
    .filter((file) => file.type === 'chunk' && entry !== undefined && file.facadeModuleId === entry)
    .map((file) => `<link rel="modulepreload" crossorigin href="${up}${file.fileName}">`);
  const indent = '\n    ';
  return html
    .replace('</title>', ['</title>', ...fonts].join(indent))
    .replace('\n  </head>', [...code.map((tag) => `${indent}${tag}`), '\n  </head>'].join(''));
}
