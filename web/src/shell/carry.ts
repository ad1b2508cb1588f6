// The way to this page in another language: a link that stands in the page, and takes along what the page shows now.

/** @param fresh brings the address up to what is shown */
export function carryState(fresh: () => void): void {
  const carry = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[hreflang]') : null;
    if (!link) return;
    fresh();
    link.search = location.search; // shown in somebody's page, in whose colours
    link.hash = location.hash;
  };
  // Before the click, which may be of another button or a menu's.
  for (const sign of ['pointerdown', 'click']) document.addEventListener(sign, carry, true);
}
