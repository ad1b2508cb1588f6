// A browser and the built site, and labs opened in them.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { launchBrowser, type PageOptions, type WatchedBrowser } from './browser.ts';
import { LabPage } from './lab.ts';
import { DIST, type ServedSite, serveSite } from './site.ts';

export { LabPage } from './lab.ts';
export { numberOf, randomOf, written } from './values.ts';

/** The site under test; another build of it where the variable ELBO_LAB_DIST says. */
const underTest = process.env.ELBO_LAB_DIST ?? DIST;

/** A browser and a server for the tests of one file, and labs opened in them. */
export interface Classroom {
  readonly browser: WatchedBrowser;
  readonly site: ServedSite;
  /** Opens a lab and waits until it can be stepped. `fragment` begins with '#' or is empty. */
  open(id: string, fragment?: string, options?: PageOptions): Promise<LabPage>;
  /** Opens a lab, looks, and closes it; nothing must have gone wrong meanwhile. */
  using(
    id: string,
    look: (lab: LabPage) => Promise<void>,
    fragment?: string,
    options?: PageOptions,
  ): Promise<void>;
}

/**
 * To be called where a file of tests begins: opens before the first of them, closes after the last.
 *
 * @param root the folder of another site
 */
export function classroom(root = underTest): Classroom {
  let browser: WatchedBrowser | undefined;
  let site: ServedSite | undefined;
  before(async () => {
    // The site first: where it is missing, no browser must be left running.
    site = await serveSite({ root, base: '/courses/elbo/' });
    browser = await launchBrowser();
  });
  after(() => Promise.all([browser?.close(), site?.close()]));

  const opened = <T>(what: T | undefined): T => {
    assert.ok(what, 'the classroom is open while tests run');
    return what;
  };
  const open: Classroom['open'] = async (id, fragment = '', options = {}) => {
    const watched = await opened(browser).newPage(options);
    try {
      const lab = new LabPage(watched, new URL(`lab/${id}/`, opened(site).url).href);
      await lab.visit(fragment);
      return lab;
    } catch (error) {
      await watched.close();
      throw error;
    }
  };
  return {
    get browser() {
      return opened(browser);
    },
    get site() {
      return opened(site);
    },
    open,
    async using(id, look, fragment, options) {
      const lab = await open(id, fragment, options);
      try {
        await look(lab);
        lab.assertClean();
      } finally {
        await lab.close();
      }
    },
  };
}
