// Runs in the page, before its own scripts: what of it is plain English in the pseudo-language, and what has no room.
// Plain JavaScript, for tsx would have named functions call a helper that the page does not have.
(() => {
  /** Written in another way than by the page's own texts, in every language. */
  const APART = [
    '.katex, code, pre, kbd, script, style, noscript', // maths, code and keys
    '[translate="no"]', // names: of a language, of a book's notation
    '.printed', // the link of an assignment, on paper
    'body > [role="status"]', // says what stands on the page, formulas in letters
    // What the build renders from page.md and lesson.md, which are translated as a whole (tests/node/languages.test.ts).
    '#about > :not(h2, .lede, .course)',
    '.lesson-page > div, [id$="-prompt"], .question fieldset label span, .lesson-hint > :not(b)',
  ].join(', ');
  /** Names, and symbols of maths, that every language writes alike. */
  const NAMES = /ELBO Lab|NumPy|Node|PNG|SVG|CSV|JSON|\.py\b|\.mjs\b|Adam|\b(ELBO|KL|ln|log)\b/g;

  const plain = (text) => {
    let rest = text;
    for (let before = ''; before !== rest; ) {
      before = rest;
      rest = rest.replace(/\[[^[\]]*\]/g, ' ');
    }
    return /[A-Za-z]{2}/.test(rest.replace(NAMES, ''));
  };

  const painted = new Set();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    painted.add(String(text));
    return fillText.call(this, text, ...rest);
  };

  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const where = (element) => {
    const section = element.closest('section[id], header, footer, [role="group"], dialog');
    return `${section?.id || section?.className || section?.tagName.toLowerCase() || ''} ${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? `.${element.className.trim().replace(/\s+/g, '.')}` : ''}`;
  };
  const short = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 160);

  /** Texts that somebody meets in plain English, each with its place. */
  const english = () => {
    const found = [];
    if (plain(document.title)) found.push(`<title>: ${document.title}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const shown = parent.closest('select') ?? parent; // options are visible when the menu is open
      if (parent.closest(APART) || !seen(shown) || !plain(node.data)) continue;
      // Lit splits a text at its values, and some have elements in them; the whole of it stands in brackets.
      if (!plain((parent.closest('p, li, dd') ?? parent).textContent)) continue;
      found.push(`${where(parent)}: ${short(parent.childElementCount > 0 ? node.data : parent.textContent)}`);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'])
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name);
        if (seen(element) && !element.closest('[translate="no"]') && plain(text))
          found.push(`${where(element)} ${name}: ${short(text)}`);
      }
    for (const text of painted) if (plain(text)) found.push(`canvas: ${text}`);
    painted.clear();
    return found;
  };

  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');

  /** What stands still, or scrolls together: only such boxes can be in each other's way. */
  const layerOf = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const { position, overflowY } = getComputedStyle(box);
      if (box !== element && ['auto', 'scroll'].includes(overflowY)) return box;
      if (['sticky', 'fixed', 'absolute'].includes(position)) return box;
    }
    return document.body;
  };

  const BUTTONS = 'button, select, input, summary, a[href]';
  /** Boxes that lie over others on purpose: handles on the stage, and what only a screen reader meets. */
  const OVER = '.handles, .term-walk, .sr, .skip';

  /** Labels that stick out of their button or are cut off, and buttons that lie on one another. */
  const crowded = () => {
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(`${OVER}, svg, canvas, .katex`) || !seen(element)) continue;
      const { clientWidth, scrollWidth } = element;
      if (clientWidth <= 1 || scrollWidth <= clientWidth + 1) continue;
      const { overflowX, clipPath } = getComputedStyle(element);
      if (clipPath !== 'none' || element.matches('input')) continue; // for screen readers alone; a field scrolls
      const cut = ['hidden', 'clip'].includes(overflowX) && hasText(element);
      if (cut || element.matches('button, a.button'))
        found.push(`${where(element)}: ${scrollWidth} in ${clientWidth}: ${short(element.textContent)}`);
    }
    const buttons = [...document.querySelectorAll(BUTTONS)]
      .filter((e) => seen(e) && !e.closest(OVER))
      .map((element) => ({
        element,
        layer: layerOf(element),
        box: element.getBoundingClientRect(),
      }));
    buttons.forEach((a, i) => {
      for (const b of buttons.slice(i + 1)) {
        if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 2 && high > 2)
          found.push(
            `${where(a.element)} lies on ${where(b.element)}: ${short(a.element.textContent)} / ${short(b.element.textContent)}`,
          );
      }
    });
    return found;
  };

  globalThis.pseudoPage = { english, crowded };
})();
