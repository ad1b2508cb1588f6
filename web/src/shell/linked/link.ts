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
  let lit: { readonly name: string; readonly by: By } | undefined;

  const elements = (name: string) => why.querySelectorAll<HTMLElement>(`[data-term="${name}"]`);
  /** Those that stand in the equations now, in their order. */
  function shown(): Term[] {
    const names = new Set(
      Array.from(why.querySelectorAll<HTMLElement>('[data-term]'), (e) => e.dataset.term),
    );
    const known = new Map(terms().map((term) => [term.name, term]));
    return [...names].flatMap((name) => known.get(name ?? '') ?? []);
  }
  const chartMarks = (term: Term): readonly Mark[] => (canvas ? linesOf(canvas, term) : []);

  function light(name: string | undefined, by: By): void {
    if (lit?.name === name && lit?.by === by) return;
    lit = name === undefined ? undefined : { name, by };
    paint();
  }

  function paint(): void {
    const term = lit && shown().find(({ name }) => name === lit?.name);
    for (const element of why.querySelectorAll<HTMLElement>('[data-term]')) {
      const here = term !== undefined && element.dataset.term === term.name;
      element.classList.toggle('lit', here);
      element.classList.toggle('at', here && lit?.by === 'focus');
    }
    const first = term && elements(term.name)[0];
    const colour = first ? getComputedStyle(first.firstElementChild ?? first).color : '';
    onStage.show(term?.name, term?.marks?.() ?? [], colour);
    onChart.show(term?.name, term ? chartMarks(term) : [], colour);
    said.show(term, first);
  }

  const group = walk(why, {
    focused: (name) => {
      light(name, 'focus');
      elements(name)[0]?.scrollIntoView({ block: 'nearest' });
      paint();
    },
    left: () => lit?.by === 'focus' && light(undefined, 'focus'),
    clicked: (name) => light(name, 'click'),
  });

  const termAt = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<HTMLElement>('[data-term]')?.dataset.term : undefined;
  const hover = (name: string | undefined) => {
    if (lit === undefined || lit.by === 'pointer') light(name, 'pointer');
  };
  why.addEventListener('pointerover', (event) => {
    if (!said.holds(event.target)) hover(termAt(event.target));
  });
  why.addEventListener('pointerleave', () => hover(undefined));
  document.addEventListener('click', ({ target }) => {
    const name = termAt(target);
    if (name !== undefined && why.contains(target as Node)) light(name, 'click');
    else if (lit?.by === 'click' && !group.contains(target)) light(undefined, 'click');
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
        shown().map((term) => [term.name, marksOf(term)] as const),
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
    group.update(shown());
    if (lit) paint();
  };
  new ResizeObserver(repaint).observe(stage);
  repaint();
  return repaint;
}
