import assert from 'node:assert/strict';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { AxeResults, Result, RunOptions } from 'axe-core';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The last list of features counts: what Playwright's own switches off, and then what costs a test as much as the page
  // it opens. The address bar that nobody sees renders its two popups for each window, and a process waits in reserve.
  `--disable-features=${[
    ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
    ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
    ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
    ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
    ...[
      'WebUIOmniboxPopup',
      'WebUIOmniboxAimPopup',
      'WebUIOmniboxFullPopup',
      'SpareRendererForSitePerProcess',
    ],
  ]}`,
];

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Default 'reduce': a test looks at states, not at the way between them. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly javaScriptEnabled?: boolean;
  readonly touch?: boolean;
  /** May the page keep itself for when there is no connection? Elsewhere that would only be work on the side. */
  readonly serviceWorker?: boolean;
}

/** A page in its own fresh profile, and everything about it that a visitor should never meet. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings on the console, uncaught errors, policy violations, failed and foreign requests. */
  readonly troubles: readonly string[];
  /** Bytes on the wire of the responses so far, by address. */
  readonly transferred: ReadonlyMap<string, number>;
  /** Fails if anything is in `troubles`. */
  assertClean(): void;
  close(): Promise<void>;
}

export interface WatchedBrowser {
  newPage(options?: PageOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** The browser on PATH, or where the variable CHROMIUM says. */
function executable(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; look on.
      }
    }
  }
  throw new Error(`no browser on PATH: install Debian's package chromium, or set CHROMIUM to its path`);
}

/** @param args more than every browser is given */
export const launchChromium = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: executable(), args: [...ARGS, ...args] });

export async function launchBrowser(): Promise<WatchedBrowser> {
  const browser = await launchChromium();
  return { newPage: (options = {}) => newPage(browser, options), close: () => browser.close() };
}

async function newPage(browser: Browser, options: PageOptions): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion ?? 'reduce',
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    hasTouch: options.touch ?? false,
    acceptDownloads: true,
    serviceWorkers: options.serviceWorker ? 'allow' : 'block',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const transferred = new Map<string, number>();
  let home: string | undefined;

  page.on('console', (message) => {
    if (message.text() === 'Service Worker registration blocked by Playwright') return;
    if (['error', 'warning'].includes(message.type())) {
      troubles.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => troubles.push('the page crashed'));
  page.on('requestfailed', (request) => {
    // Without JavaScript the browser refuses to preload modules, which is no trouble.
    if (options.javaScriptEnabled === false && request.url().endsWith('.js')) return;
    // A page that is left before all of it came: whoever follows a link at once does that, and nothing is amiss.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`status ${response.status()}: ${response.url()}`);
    // The server says how long each is, a redirect nothing: to fetch every body back would cost more than to send it.
    transferred.set(response.url(), Number(response.headers()['content-length'] ?? 0));
  });
  // The context's event also has the requests of workers.
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') return;
    home ??= url.origin;
    if (url.origin !== home) troubles.push(`request to another host: ${request.url()}`);
  });
  if (options.javaScriptEnabled ?? true) {
    await page.exposeFunction('reportViolation', (text: string) => troubles.push(`policy: ${text}`));
    await page.addInitScript(() => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      document.addEventListener('securitypolicyviolation', (event) => {
        report(`${event.violatedDirective} blocked ${event.blockedURI} in ${event.sourceFile}`);
      });
    });
  }
  return {
    page,
    troubles,
    transferred,
    assertClean: () => assert.deepEqual(troubles, []),
    close: () => context.close(),
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the page as it is now. The source goes in by the debugger, past the policy. */
export async function axe(page: Page | Frame, options: RunOptions = {}): Promise<Result[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    (run): Promise<AxeResults> =>
      (globalThis as unknown as { axe: { run(o: unknown): Promise<AxeResults> } }).axe.run(run),
    { resultTypes: ['violations' as const], ...options },
  );
  return results.violations;
}

/** The violations in a form that a failed test can print. */
export function describeViolations(violations: readonly Result[]): string[] {
  return violations.map(
    (v) => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`,
  );
}

/** What sticks out of the viewport sideways: empty where the page does not scroll horizontally. */
export async function horizontalOverflow(page: Page | Frame): Promise<string[]> {
  return page.evaluate(async () => {
    const { documentElement } = document;
    // A chart's canvas follows a change of the viewport some frames later.
    for (let frame = 0; frame < 30 && documentElement.scrollWidth > documentElement.clientWidth; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const width = documentElement.clientWidth;
    if (documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
      (e) => e.getBoundingClientRect().right > width + 0.5 && !e.closest('.katex-mathml'),
    );
    // No named function here: tsx would have it call a helper that the page does not have.
    return [
      `${documentElement.scrollWidth} > ${width}`,
      ...wide.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}#${e.id}.${e.classList}`),
    ];
  });
}

/** The sum of all layout shifts since the page began, including those after input. */
export async function layoutShift(page: Page): Promise<{ sum: number; moved: string[] }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        type Shift = PerformanceEntry & {
          value: number;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const moved: string[] = [];
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { value, startTime, sources } of list.getEntries() as Shift[]) {
            sum += value;
            for (const { node, previousRect, currentRect } of sources) {
              const what = node instanceof Element ? node.outerHTML : (node?.textContent ?? 'what is gone');
              const rects = [previousRect, currentRect].map(({ x, y, width, height }) =>
                [x, y, width, height].map(Math.round).join(' '),
              );
              moved.push(`${Math.round(startTime)} ms: ${what.slice(0, 80)} from ${rects.join(' to ')}`);
            }
          }
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // What happened before is delivered within two frames.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve({ sum, moved })));
      }),
  );
}
