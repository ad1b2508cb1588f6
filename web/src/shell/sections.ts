/** The body of a section of the page's template, emptied of its text for readers without a script. */
export function emptied(id: string): HTMLElement {
  const host = document.querySelector<HTMLElement>(`#${id} .body`);
  if (!host) throw new Error(`The page has no section “${id}”.`);
  host.replaceChildren();
  return host;
}
