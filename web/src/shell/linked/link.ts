// Equations and pictures linked both ways: what is pointed at in one is lit in the other.
import './linked.css';
import type { Mark, Place, Term } from '../terms.ts';
import { linesOf } from './lines.ts';
import { nearest } from './marks.ts';
import { overlay } from './overlay.ts';
import { tip } from './tip.ts';
import { walk } from './walk.ts';

/** What lit a term; a hand that clicked keeps it until it clicks elsewhere. */
type By = 'pointer' | 'focus' | 'click';

const part = (selector: string) => document.querySelector<HTMLElement>(selector) as HTMLElement;

/** @return to be called after every paint */
export function link(terms: () => readonly Term[]): () => void {
  const why = part('#why .body');
  const stage = part('#stage .body');
  const chart = part('#bound .chart');
  const canvas = chart.querySelector('canvas');
  const onStage = overlay(stage);
  const onChart = overlay(chart);
  const said = tip(why);
  let lit: { readonly term: Term; readonly by: By } | undefined;

  const elements = (name: string) => why.querySelectorAll<HTMLElement>(`[data-term="${name}"]`);
  /** Those that stand in the equations now, in their order. */
  function shown(): Term[] {
    const names = new Set(
      Array.from(why.querySelectorAll<HTMLElement>('[data-term]'), (e) => e.dataset.term),
    );
    const known = terms();
    return [...names].flatMap((name) => known.filter((term) => term.name === name));
  }
  const chartMarks = (term: Term): readonly Mark[] => (canvas ? linesOf(canvas, term) : []);

  const same = (a: Term | undefined, b: Term | undefined) => a?.name === b?.name && a?.words === b?.words;
  function light(term: Term | undefined, by: By): void {
    if (same(lit?.term, term) && (!term || lit?.by === by)) return;
    lit = term && { term, by };
    paint();
  }

  /** What was lit before a step is lit after it, with its number of now, if it is still there. */
  function paint(): void {
    const all = lit ? shown() : [];
    const term = all.find((one) => same(one, lit?.term)) ?? all.find(({ name }) => name === lit?.term.name);
    for (const element of why.querySelectorAll<HTMLElement>('[data-term]')) {
      const here = term !== undefined && element.dataset.term === term.name;
      element.classList.toggle('lit', here);
      element.classList.toggle('at', here && lit?.by === 'focus');
    }
    const first = term && elements(term.name)[0];
    const colour = first ? getComputedStyle(first.firstElementChild ?? first).color : '';
    onStage.show(term?.name, term?.marks?.() ?? [], colour);
    onChart.show(term?.name, term ? chartMarks(term) : [], colour);
    said.show(lit?.by === 'focus' && group.contains(document.activeElement) ? undefined : term, first);
  }

  const named = (name: string | undefined) => shown().find((term) => term.name === name);
  const group = walk(why, {
    focused: (name) => {
      elements(name)[0]?.scrollIntoView({ block: 'nearest' });
      light(named(name), 'focus');
    },
    left: () => lit?.by === 'focus' && light(undefined, 'focus'),
    clicked: (name) => light(named(name), 'click'),
  });

  /** The innermost one there; boxes of fractions lie over each other, so the uppermost element says little. */
  function termAt({ clientX, clientY }: MouseEvent): Term | undefined {
    const boxes = document.elementsFromPoint(clientX, clientY).flatMap((element) => {
      const term = why.contains(element) ? element.closest<HTMLElement>('[data-term]') : null;
      return term ?? [];
    });
    const size = (element: HTMLElement) => {
      const { width, height } = element.getBoundingClientRect();
      return width * height;
    };
    return named(boxes.sort((a, b) => size(a) - size(b))[0]?.dataset.term);
  }
  const hover = (term: Term | undefined) => {
    if (lit === undefined || lit.by === 'pointer') light(term, 'pointer');
  };
  why.addEventListener('pointermove', (event) => hover(termAt(event)));
  why.addEventListener('pointerleave', () => hover(undefined));
  document.addEventListener('click', (event) => {
    if (group.contains(event.target)) return;
    const term = termAt(event);
    // Who lights a term and then steps wants to see it change.
    const acts =
      event.target instanceof Element && event.target.closest('button, input, select, label, summary');
    if (term || (lit?.by === 'click' && !acts)) light(term, 'click');
  });
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') light(undefined, 'click');
    },
    true,
  );

  const follow = (host: HTMLElement, marksOf: (term: Term) => readonly Mark[]) => {
    const at = (place: Place) =>
      nearest(
        place,
        shown().map((term) => [term, marksOf(term)] as const),
      );
    host.addEventListener('pointermove', ({ buttons, clientX, clientY }) => {
      if (buttons > 0) return; // something is dragged
      const { left, top } = host.getBoundingClientRect();
      hover(at([clientX - left, clientY - top]));
    });
    host.addEventListener('pointerleave', () => hover(undefined));
    // A handle that has the focus is what stands there.
    host.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.closest('.handles')) return;
      const [outer, inner] = [host.getBoundingClientRect(), target.getBoundingClientRect()];
      light(at([inner.x + inner.width / 2 - outer.x, inner.y + inner.height / 2 - outer.y]), 'focus');
    });
    host.addEventListener('focusout', () => {
      if (lit?.by === 'focus') light(undefined, 'focus');
    });
  };
  follow(stage, (term) => term.marks?.() ?? []);
  follow(chart, chartMarks);

  const repaint = () => {
    const all = shown();
    group.update(all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i));
    if (lit) paint();
  };
  new ResizeObserver(repaint).observe(stage);
  repaint();
  return repaint;
}
