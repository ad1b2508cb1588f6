// Brings the catalogues in web/languages in line with the source: what is new is added with an empty text, what nobody says any
// more goes, and each text stands in the file of its part, in the order of the source. Says what is left to translate.
// usage: node scripts/languages.mjs
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { entry, root } from './lib/process.mjs';

await entry(async () => {
  const { englishTexts } = await tsImport('../web/build/catalogue.ts', import.meta.url);
  const { readCatalogue } = await tsImport('../web/build/language.ts', import.meta.url);
  const web = join(root, 'web');
  const parts = englishTexts(web);
  for (const language of readdirSync(join(web, 'languages'))) {
    const dir = join(web, 'languages', language);
    const known = readCatalogue(dir);
    const spoken = [...parts].filter(([, texts]) => texts.length > 0);
    for (const [part, texts] of spoken) {
      const entries = texts.map((text) => [text, known[text] ?? '']);
      writeFileSync(join(dir, `${part}.json`), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
      const open = entries.filter(([, text]) => text === '').length;
      console.log(`${language}/${part}: ${entries.length} texts${open > 0 ? `, ${open} to translate` : ''}`);
    }
    // Only now: nothing that is translated is ever in no file.
    const files = spoken.map(([part]) => `${part}.json`);
    for (const name of readdirSync(dir)) if (!files.includes(name)) rmSync(join(dir, name));
  }
});
