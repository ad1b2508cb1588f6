// A box that may hold more than it shows: then it says so, and the keyboard can scroll it.
import { msg } from '../language.ts';

/** @param box scrolls by its style, and has a name and a role */
export function markOverflow(box: HTMLElement, content: HTMLElement): void {
  const hint = document.createElement('p');
  hint.className = 'more-below';
  hint.setAttribute('aria-hidden', 'true'); // who does not see the box is not stopped by its edge
  const text = document.createElement('span');
  text.textContent = msg`↓ more below`;
  hint.append(text);
  box.append(hint);
  const mark = () => {
    // −1 rather than none, so that a focus that is here stays when the box becomes large enough.
    box.tabIndex = box.scrollHeight > box.clientHeight + 1 ? 0 : -1;
    hint.hidden = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
  };
  box.addEventListener('scroll', mark);
  const observer = new ResizeObserver(mark);
  observer.observe(box);
  observer.observe(content);
}
