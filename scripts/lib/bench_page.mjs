// What a student waits for in the page: from a click to the frame that shows what it did, and how fast a run goes by itself. Chromium
// without a window, sixty frames a second; wall-clock time, as it is for a student. In milliseconds.
import { median } from './bench_contest.mjs';
import { launchChromium, serveSite } from './site.mjs';

/** Four groups on a plane, as a student would bring them. */
function tableOf(lab, n) {
  const truth = {
    weights: [0.25, 0.25, 0.25, 0.25],
    means: [
      [0, 0],
      [3.5, 0],
      [0, 3.5],
      [3.5, 3.5],
    ],
    covariances: Array.from({ length: 4 }, () => [
      [1, 0.2],
      [0.2, 0.6],
    ]),
  };
  const { data } = lab.gmm.sample(truth, n, 1).X;
  const rows = Array.from({ length: n }, (_, i) => `${data[2 * i].toFixed(3)},${data[2 * i + 1].toFixed(3)}`);
  return `across,up\n${rows.join('\n')}`;
}

/** The lab of Gaussian mixtures with a table of the student's own and four components on its stage. */
async function bring(browser, url, csv) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}lab/gmm/`);
  await page.locator('#bound canvas[data-drawn]').waitFor();
  await page
    .locator('#data input[type="file"]')
    .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('.chooser button').click();
  await page.waitForFunction(() => location.hash.includes('data=own'));
  // From a random split of so many points EM creeps for ever.
  await page.locator('#control-init').selectOption('kmeans++');
  await page.waitForFunction(
    () => location.hash.includes('init=kmeans') && !document.body.matches('[data-working]'),
  );
  return page;
}

/**
 * From a click on the button of the next half-step to the end of the frame that shows it: what is posted when the page changes is
 * handled once that frame has been drawn.
 */
const clicked = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const transport = document.querySelector('#transport');
        const at = () => document.querySelector('#scrub').value;
        const before = at();
        const { port1, port2 } = new MessageChannel();
        const start = performance.now();
        port1.onmessage = () => resolve(performance.now() - start);
        const observer = new MutationObserver(() => {
          if (at() === before) return;
          observer.disconnect();
          port2.postMessage(undefined);
        });
        observer.observe(transport, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        transport.querySelector('.buttons button.primary').click();
      }),
  );

/** E and M in turn; medians of each. A pause after each, as between two clicks of a hand. */
async function halfSteps(page, pairs) {
  const times = { E: [], M: [] };
  for (let i = 0; i < pairs; ++i)
    for (const phase of ['E', 'M']) {
      times[phase].push(await clicked(page));
      await page.waitForTimeout(120);
    }
  // The first ones meet code that has not been compiled.
  return { E: median(times.E.slice(2)), M: median(times.M.slice(2)) };
}

/** Presses a button, and watches frame by frame until `done` is somewhere and says so: milliseconds, and frames. */
const watched = (page, press, done) =>
  page.evaluate(
    ({ press, done }) =>
      new Promise((resolve) => {
        const start = performance.now();
        let frames = 0;
        document.querySelector(press).click();
        const frame = (now) => {
          ++frames;
          const { textContent = '' } = document.querySelector(done.where) ?? {};
          if (textContent.includes(done.text)) resolve({ ms: now - start, frames });
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { press, done },
  );

/** @param {import('../../wasm/api/index.ts').Lab} lab */
export async function pageCosts(lab) {
  const site = await serveSite();
  const browser = await launchChromium();
  try {
    const open = (n) => bring(browser, site.url, tableOf(lab, n));
    const steps = async (n, pairs) => {
      const page = await open(n);
      const times = await halfSteps(page, pairs);
      await page.context().close();
      return times;
    };
    const middle = await steps(2000, 12);
    const large = await steps(100_000, 8);

    const running = await open(2000);
    const run = await watched(running, '#transport .buttons button[title*="(End)"]', {
      where: '#transport .sentence',
      text: 'Converged',
    });
    const halves = Number(await running.locator('#scrub').getAttribute('max'));
    await running.context().close();

    const starts = await open(300);
    await starts.getByText('Many starts').click();
    await starts.locator('.restarts .buttons button').waitFor();
    const restarts = await watched(starts, '.restarts .buttons button', {
      where: '.restarts .buttons .note',
      text: 'reached',
    });
    const frame = 1000 / 60;
    return [
      { what: 'from a click on E to its frame in the page, n = 2 000, k = 4', ms: middle.E, asked: 16 },
      { what: 'the same, n = 100 000', ms: large.E, asked: 50 },
      {
        what: 'a half-step of a run to convergence in the page, n = 2 000',
        ms: run.ms / halves,
        asked: frame,
      },
      { what: '200 restarts in the page, n = 300, k = 4', ms: restarts.ms, asked: 1000 },
      { what: 'a frame meanwhile, on average', ms: restarts.ms / restarts.frames, asked: frame },
    ];
  } finally {
    await browser.close();
    site.close();
  }
}
