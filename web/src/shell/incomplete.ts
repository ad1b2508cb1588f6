// Says that a part of the page did not come. Nothing that it needs may itself still have to come, and it is on the way of the
// first paint: hence by hand what notice.ts has a library for.
import { msg } from './language.ts';

/** A browser does not ask twice for a script that did not come: only a reload does, and the run is in the address. */
function incomplete(): void {
  const bar = document.createElement('div');
  bar.className = 'notices';
  bar.setAttribute('role', 'alert');
  const notice = document.createElement('p');
  notice.className = 'notice';
  const text = document.createElement('span');
  text.textContent = msg`A part of this page could not be loaded: the connection may have failed.`;
  notice.append(
    text,
    button('primary', msg`Reload`, () => location.reload()),
  );
  notice.append(button('quiet', msg`Dismiss`, () => bar.remove()));
  document.querySelector('#transport')?.prepend(bar);
  bar.append(notice); // into what is there already: only then is it read out
}

function button(className: string, label: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.textContent = label;
  element.addEventListener('click', press);
  return element;
}

let missing: unknown;

/** From now on, whenever nobody who asked for the part has a better word for it. */
export function tellOfMissingParts(): void {
  addEventListener('vite:preloadError', (event) => {
    missing = (event as Event & { readonly payload: unknown }).payload;
  });
  addEventListener('unhandledrejection', (event) => {
    if (event.reason !== missing) return;
    event.preventDefault();
    incomplete();
  });
}

/** Runs what the page is nothing without. */
export async function orTell(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error);
    incomplete();
  }
}
