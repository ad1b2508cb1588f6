// What was built as a static host serves it, and Chromium to look at it.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Problem, root, which } from './process.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Serves what is in a folder.
 * @param {(body: Buffer) => Buffer} encode nothing, or gzipSync
 * @returns its address, ending with a slash, and what ends it
 */
export async function serve(folder, encode) {
  const dir = join(root, folder);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(dir, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file.startsWith(dir) || !existsSync(file))
      return response.writeHead(404).end('There is nothing here.');
    const body = readFileSync(file);
    return response
      .writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        'Cache-Control': 'max-age=600',
        ...(encode ? { 'Content-Encoding': 'gzip' } : {}),
      })
      .end(encode ? encode(body) : body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The built site, compressed. */
export function serveSite() {
  if (!existsSync(join(root, 'dist/index.html'))) throw new Problem('there is no site: run `npm run build`');
  return serve('dist', gzipSync);
}

/** @param {string[]} args more than it always has */
export async function launchChromium(...args) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: process.env.CHROMIUM || which('chromium'),
    args: ['--no-sandbox', '--disable-gpu', ...args],
  });
}
