// Where on the page the reader should look.

/** Marks what a page of the lesson is about, and unmarks what another was. */
export function lookAt(places: readonly string[]): void {
  for (const marked of document.querySelectorAll('[data-looked]')) marked.removeAttribute('data-looked');
  for (const place of places) {
    const [name = '', control] = place.split(':');
    const found = document.querySelector(control ? `[data-control="${control}"]` : `#${name}`);
    found?.setAttribute('data-looked', '');
  }
}
