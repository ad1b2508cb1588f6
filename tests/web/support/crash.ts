import type { LabPage } from './lab.ts';

/** The process of the page is killed and the tab loaded again, which its driver does not live to see. */
export async function crashed(lab: LabPage): Promise<{ said: string; hash: string }> {
  const tab = await lab.page.context().newCDPSession(lab.page);
  const crash = new Promise((resolve) => lab.page.once('crash', resolve));
  tab.send('Page.crash').catch(() => {});
  await crash;
  await tab.send('Page.reload');
  const expression = `new Promise((resolve) => {
    const look = () => {
      const said = document.querySelector('#transport .sentence')?.textContent.trim();
      if (said && Number(document.querySelector('#scrub')?.value) > 2 && !document.body.matches('[data-working], [data-late]'))
        resolve(JSON.stringify({ said, hash: location.hash }));
      else requestAnimationFrame(look);
    };
    look();
  })`;
  for (;;) {
    // The page that is there at first may be on its way out.
    const { result } = await tab
      .send('Runtime.evaluate', { expression, awaitPromise: true })
      .catch(() => ({ result: undefined }));
    if (typeof result?.value === 'string') return JSON.parse(result.value);
  }
}
