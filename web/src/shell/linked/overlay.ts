// What is lit, drawn over a picture in the colour of its term: a line on a halo of paper, so that it is seen on anything.
import type { Mark } from '../terms.ts';
import { pathOf } from './marks.ts';

const SVG = 'http://www.w3.org/2000/svg';

export interface Overlay {
  show(name: string | undefined, marks: readonly Mark[], colour: string): void;
}

/** @param host has a position, and is as large as the picture */
export function overlay(host: HTMLElement): Overlay {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'lit-marks');
  svg.setAttribute('aria-hidden', 'true');
  const [area, halo, line] = ['area', 'halo', 'line'].map((name) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', name);
    svg.append(path);
    return path;
  }) as [SVGPathElement, SVGPathElement, SVGPathElement];
  return {
    show(name, marks, colour) {
      if (name === undefined || marks.length === 0) {
        svg.remove();
        return;
      }
      if (!svg.isConnected) host.append(svg);
      svg.dataset.lit = name;
      svg.style.color = colour;
      const all = marks.map(pathOf).join('');
      area.setAttribute(
        'd',
        marks
          .filter((mark) => 'filled' in mark && mark.filled)
          .map(pathOf)
          .join(''),
      );
      halo.setAttribute('d', all);
      line.setAttribute('d', all);
    },
  };
}
