// A browser and the built site, and labs opened in them.
import { launchBrowser, type PageOptions, type WatchedBrowser } from './browser.ts';
import { LabPage } from './lab.ts';
import { DIST, type ServedSite, serveSite } from './site.ts';

export { LabPage } from './lab.ts';
export { numberOf, randomOf } from './values.ts';

/** The site under test; another build of it where the variable ELBO_LAB_DIST says. */
const root = process.env.ELBO_LAB_DIST ?? DIST;

/** A browser and a server, and labs opened in them. */
export interface Classroom {
  readonly browser: WatchedBrowser;
  readonly site: ServedSite;
  /** Opens a lab and waits until it can be stepped. `fragment` begins with '#' or is empty. */
  open(id: string, fragment?: string, options?: PageOptions): Promise<LabPage>;
  close(): Promise<void>;
}

export async function openClassroom(): Promise<Classroom> {
  // The site first: where it is missing, no browser must be left running.
  const site = await serveSite({ root, base: '/courses/elbo/' });
  const browser = await launchBrowser();
  return {
    browser,
    site,
    open: async (id, fragment = '', options = {}) => {
      const watched = await browser.newPage(options);
      try {
        const lab = new LabPage(watched, new URL(`lab/${id}/`, site.url).href);
        await lab.visit(fragment);
        return lab;
      } catch (error) {
        await watched.close();
        throw error;
      }
    },
    close: async () => {
      await Promise.all([browser.close(), site.close()]);
    },
  };
}
