import type { Locator, Page } from 'playwright-core';

/** The rows of a table as records, by the head of the column. */
export const recordsOf = (table: Locator): Promise<Record<string, string>[]> =>
  table.evaluate((element) => {
    const head = [...element.querySelectorAll('thead th')].map((cell) => cell.textContent?.trim() ?? '');
    return [...element.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.children].map((cell, c) => [head[c], cell.textContent?.trim() ?? ''])),
    );
  });

/** What a keyboard must reach, in the order of the document, each by a short path. */
export async function tabbableOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [tabindex="0"], audio[controls]',
      ),
    ]
      .filter(
        (e) =>
          e.checkVisibility({ visibilityProperty: true }) &&
          !(e as HTMLButtonElement).disabled &&
          e.tabIndex >= 0,
      )
      .map((e, i) => {
        e.dataset.walk = String(i);
        return `${i} ${e.tagName.toLowerCase()} ${e.id || (e.getAttribute('title') ?? e.textContent ?? '').trim().slice(0, 30)}`;
      }),
  );
}

/** Whether two boxes have nothing in common; half a pixel is rounding. */
export const apart = (a: DOMRect, b: DOMRect): boolean =>
  a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
