// npm start: sets up, builds what is out of date, serves the site.
// PORT: first port to try (4173), HOST: address to listen on (localhost only)
import { build } from './build.mjs';
import { entry, root } from './lib/process.mjs';
import { setup } from './setup.mjs';

await entry(async () => {
  await setup('run');
  await build('wasm', 'site');
  process.chdir(root);
  const { preview } = await import('vite');
  const port = Number(process.env.PORT || 4173);
  const server = await preview({
    preview: { port, strictPort: false, host: process.env.HOST || '127.0.0.1' },
  });
  const { local, network } = server.resolvedUrls;
  console.log(`\nELBO Lab is served at\n\n  ${[...local, ...network].join('\n  ')}\n\nStop it with Ctrl+C.`);
});
