// What the lit term is, in words with its number: above the panel of the equations, where it hides no other term.
import type { Term } from '../terms.ts';

export interface Tip {
  show(term: Term | undefined, at: HTMLElement | undefined): void;
}

/** It is not for those who do not see it: the buttons of walk.ts tell them the same. */
export function tip(host: HTMLElement): Tip {
  const box = document.createElement('p');
  box.className = 'term-tip';
  box.setAttribute('aria-hidden', 'true');
  const value = document.createElement('b');
  return {
    show(term, at) {
      if (!term || !at) {
        box.remove();
        return;
      }
      value.textContent = term.value;
      box.replaceChildren(`${term.words}: `, value);
      if (!box.isConnected) host.after(box);
      const { left } = at.getBoundingClientRect();
      const { top } = (host.parentElement as HTMLElement).getBoundingClientRect();
      const x = Math.max(8, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - 8));
      box.style.transform = `translate(${x}px, ${Math.max(4, top - box.offsetHeight)}px)`;
    },
  };
}
