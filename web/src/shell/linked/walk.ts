// The terms for the keyboard and for those who do not see them: one stop for Tab, arrows walk from term to term.
import { msg } from '../language.ts';
import type { Term } from '../terms.ts';

export interface WalkActions {
  focused(name: string): void;
  left(): void;
  clicked(name: string): void;
}

export interface Walk {
  update(terms: readonly Term[]): void;
  contains(target: EventTarget | null): boolean;
}

const BY: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Equations are hidden from the tree of accessible things, their MathML has no terms: so these stand for them. */
export function walk(equations: HTMLElement, on: WalkActions): Walk {
  const group = document.createElement('div');
  group.className = 'term-walk';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', msg`Terms of the equations. Arrows walk, Escape ends.`);
  equations.before(group);
  let current = 0;
  let names: readonly string[] = [];
  const buttons = () => [...group.children] as HTMLButtonElement[];

  const reachable = () =>
    buttons().forEach((button, i) => {
      button.tabIndex = i === current ? 0 : -1;
    });

  function add(): void {
    const button = document.createElement('button');
    button.type = 'button';
    group.append(button);
    const index = () => buttons().indexOf(button);
    button.addEventListener('focus', () => {
      current = index();
      reachable();
      on.focused(names[current] as string);
    });
    button.addEventListener('blur', () => on.left());
    button.addEventListener('click', () => on.clicked(names[index()] as string));
    button.addEventListener('keydown', (event) => {
      const by = BY[event.key];
      const last = names.length - 1;
      const to =
        by !== undefined
          ? (index() + by + names.length) % names.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? last
              : undefined;
      if (to === undefined) return;
      buttons()[to]?.focus();
      event.preventDefault();
      event.stopPropagation();
    });
  }

  return {
    update(terms) {
      names = terms.map(({ name }) => name);
      while (group.children.length > terms.length) group.lastElementChild?.remove();
      while (group.children.length < terms.length) add();
      buttons().forEach((button, i) => {
        const { words, value } = terms[i] as Term;
        const text = `${words}: ${value}`;
        if (button.textContent !== text) button.textContent = text;
      });
      current = Math.min(current, Math.max(0, terms.length - 1));
      reachable();
    },
    contains: (target) => target instanceof Node && group.contains(target),
  };
}
