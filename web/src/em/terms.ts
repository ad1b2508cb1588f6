// What the terms of EM's equations stand for, as far as its labs agree. Loaded when somebody asks for them: so it imports
// nothing that views hold, which would be torn out of them and cost every first visit a file.
import { fixed, plain } from '../shell/format.ts';
import { msg } from '../shell/language.ts';
import type { Cloud } from '../shell/stage/points.ts';
import type { Mark, Term } from '../shell/terms.ts';
import { type EmSnapshot, pointOf } from './snapshot.ts';
import { gapText, names } from './words.ts';

/** The example and the component that the equations are about. */
export interface About {
  readonly point: number;
  readonly k: number;
}

/** After M the chosen component; otherwise the one that claims the chosen point most. */
export function aboutOf(
  s: EmSnapshot,
  focus: { readonly point: number | undefined; readonly k: number },
): About {
  const point = pointOf(s, focus);
  const k = s.phase === 'E' ? (s.owners?.[point] ?? 0) : focus.k;
  return { point, k: Math.min(k, s.params.weights.length - 1) };
}

/** What nothing has been computed for yet. */
const NOT_YET = '–';

/** More rings than this are a blot. */
const MOST_RINGS = 400;

const rings = (cloud: Cloud, which: (n: number) => boolean, unit: number): Mark[] => {
  const marks: Mark[] = [];
  for (let n = 0; n < cloud.count && marks.length < MOST_RINGS; ++n)
    if (which(n)) marks.push({ at: [cloud.x(n), cloud.y(n)], r: 5 * unit });
  return marks;
};

/** What the lab calls the terms that are about one component, whole. */
export interface Words {
  readonly gamma: string;
  readonly pi: string;
  readonly count: string;
}

/**
 * The terms that every lab of EM has.
 *
 * @param cloud    the examples on the stage
 * @param labelled the labelled examples on the stage
 */
export function emTerms(
  s: EmSnapshot,
  { point, k }: About,
  words: Words,
  cloud: Cloud,
  labelled: Cloud,
  unit: number,
): Term[] {
  const R = s.responsibilities;
  const { evaluation: e } = s;
  const { truth, bound } = names(s);
  const own = () => rings(cloud, (n) => (s.owners ? s.owners[n] === k : true), unit);
  return [
    {
      name: 'gamma',
      words: words.gamma,
      value: R ? fixed(R.data[point * R.cols + k] ?? 0, 3) : NOT_YET,
      marks: s.phase === 'E' ? () => [{ at: [cloud.x(point), cloud.y(point)], r: 9 * unit }] : own,
    },
    { name: 'pi', words: words.pi, value: fixed(s.params.weights[k] ?? 0, 3), marks: own },
    {
      name: 'count',
      words: words.count,
      value: s.counts ? fixed(s.counts[k] ?? 0, 1) : NOT_YET,
      marks: own,
    },
    {
      name: 'alpha',
      words: msg`weight of a labelled point`,
      value: plain(s.alpha),
      marks: () => rings(labelled, (n) => s.data.labelled.z[n] === k, 2 * unit),
    },
    { name: 'truth', words: truth, value: fixed(e.objective), lines: [truth] },
    { name: 'bound', words: bound, value: s.phase ? fixed(e.bound) : NOT_YET, lines: [bound] },
    {
      name: 'gap',
      words: msg`gap, nats`,
      value: s.phase ? gapText(e) : NOT_YET,
      lines: [truth, bound],
      between: true,
    },
  ];
}
