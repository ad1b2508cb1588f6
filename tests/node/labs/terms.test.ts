// Every coloured term of every equation has words, a number, and a counterpart on the stage or on a line of the chart.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseEquations } from '../../../web/build/labs.ts';
import { boundPoint } from '../../../web/src/em/picture.ts';
import { names } from '../../../web/src/em/words.ts';
import gmm from '../../../web/src/labs/gmm/index.ts';
import { cloudOf as gmmCloud, planeFor as gmmPlane } from '../../../web/src/labs/gmm/scene.ts';
import { termsOf as gmmTerms } from '../../../web/src/labs/gmm/terms.ts';
import { timelineOf } from '../../../web/src/labs/gradients/chart.ts';
import gradients from '../../../web/src/labs/gradients/index.ts';
import { histogramX, layoutOf, parabolaAxes } from '../../../web/src/labs/gradients/layout.ts';
import { shownOf } from '../../../web/src/labs/gradients/model.ts';
import { drawnSamples } from '../../../web/src/labs/gradients/samples.ts';
import { termsOf as gradientsTerms } from '../../../web/src/labs/gradients/terms.ts';
import {
  codesTimeline,
  convexTimeline,
  fitTimeline,
  likelihoodTimeline,
} from '../../../web/src/labs/kl/charts.ts';
import { normal, placesOf } from '../../../web/src/labs/kl/fit-scene.ts';
import kl from '../../../web/src/labs/kl/index.ts';
import type { Snapshot as KlSnapshot } from '../../../web/src/labs/kl/model.ts';
import { termsOf as klTerms } from '../../../web/src/labs/kl/terms.ts';
import regressions from '../../../web/src/labs/regressions/index.ts';
import {
  cloudOf as regressionsCloud,
  planeFor as regressionsPlane,
} from '../../../web/src/labs/regressions/scene.ts';
import { termsOf as regressionsTerms } from '../../../web/src/labs/regressions/terms.ts';
import { timeline as sgvbTimeline } from '../../../web/src/labs/sgvb/chart.ts';
import sgvb from '../../../web/src/labs/sgvb/index.ts';
import { panelsFor } from '../../../web/src/labs/sgvb/layout.ts';
import { termsOf as sgvbTerms } from '../../../web/src/labs/sgvb/terms.ts';
import { boundTimeline } from '../../../web/src/shell/charts/bound.ts';
import type { Timeline } from '../../../web/src/shell/charts/series.ts';
import type { Lab, SnapshotBase } from '../../../web/src/shell/lab.ts';
import { distance, nearest } from '../../../web/src/shell/linked/marks.ts';
import { paletteOf } from '../../../web/src/shell/palette.ts';
import type { Mark, Term } from '../../../web/src/shell/terms.ts';
import { defaults, withValues } from '../../../web/src/shell/values.ts';
import { repository } from '../support.ts';
import { core } from './lesson_support.ts';

const [WIDTH, HEIGHT] = [640, 560];
const palette = paletteOf('light');

/** What the page would show of a run: terms, and the names of the chart's lines. */
interface Shown {
  readonly terms: readonly Term[];
  readonly timeline: Timeline;
}

async function walk<S extends SnapshotBase>(
  lab: Lab<S>,
  set: Record<string, number | string>,
  steps: number,
  show: (s: S, history: readonly S[]) => Shown,
): Promise<Shown[]> {
  const values = withValues(lab.controls, defaults(lab.controls), set);
  const history = [await lab.start(values, core)];
  while (history.length <= steps)
    history.push(...(await lab.step(history.at(-1) as S, values, core, 1)).slice(0, 1));
  return history.map((s, i) => show(s, history.slice(0, i + 1)));
}

const em = (history: readonly Parameters<typeof boundPoint>[0][]) => {
  const points = history.map(boundPoint);
  const here = history.at(-1) as Parameters<typeof boundPoint>[0];
  return boundTimeline(points, points.length - 1, 'all', names(here), palette);
};

const labelled = { labels: 3, alpha: 20 };

const SHOWN: Readonly<Record<string, () => Promise<Shown[]>>> = {
  gmm: async () => {
    const show = (s: Parameters<typeof gmmTerms>[0], history: Parameters<typeof em>[0]) => {
      const plane = gmmPlane(s.data, WIDTH, HEIGHT, 1);
      const focus = { component: 1, point: undefined };
      return { terms: gmmTerms(s, focus, plane, gmmCloud(s.data, plane), 1), timeline: em(history) };
    };
    return [...(await walk(gmm, {}, 3, show)), ...(await walk(gmm, labelled, 3, show))];
  },
  regressions: async () => {
    const show = (s: Parameters<typeof regressionsTerms>[0], history: Parameters<typeof em>[0]) => {
      const plane = regressionsPlane(s.data, WIDTH, HEIGHT, 1);
      const cloud = regressionsCloud(s.data, plane);
      return { terms: regressionsTerms(s, { line: 1, point: 3 }, plane, cloud, 1), timeline: em(history) };
    };
    return [...(await walk(regressions, {}, 3, show)), ...(await walk(regressions, labelled, 3, show))];
  },
  sgvb: async () => {
    const show = (index: number) => (s: Parameters<typeof sgvbTerms>[0], history: readonly (typeof s)[]) => {
      const panel = panelsFor(s.cases, [0, 1], WIDTH, HEIGHT, 1)[index];
      assert.ok(panel);
      return {
        terms: sgvbTerms(s, index, [0, 1], panel, 1),
        timeline: sgvbTimeline(history, history.length - 1, 'all', palette),
      };
    };
    return [
      ...(await walk(sgvb, {}, 2, show(1))),
      ...(await walk(sgvb, { preset: 'angle', family: 'full' }, 2, show(0))),
    ];
  },
  gradients: async () => {
    const show = (s: Parameters<typeof gradientsTerms>[0], history: readonly (typeof s)[]) => {
      const rows = shownOf(s);
      return {
        terms: gradientsTerms(s, 0, {
          layout: layoutOf(s, WIDTH, HEIGHT, 1, rows.length),
          rows,
          unit: 1,
          draw: { histogramX, parabolaAxes, drawnSamples },
        }),
        timeline: timelineOf(history, history.length - 1, 'elbo', 0, palette),
      };
    };
    const runs = await Promise.all(
      ['path', 'kl', 'stl', 'score', 'cv'].map((follow) => walk(gradients, { follow }, 1, show)),
    );
    const targets = await Promise.all(
      (gradients.controls.target?.kind === 'choice' ? gradients.controls.target.options : []).map(
        ({ value }) => walk(gradients, { target: value }, 1, show),
      ),
    );
    assert.ok(targets.length > 2);
    return [...runs, ...targets].flat();
  },
  kl: async () => {
    const show = (s: KlSnapshot, history: readonly KlSnapshot[]): Shown => {
      const of = <P extends KlSnapshot['pane']>(pane: P) =>
        history.filter((one): one is Extract<KlSnapshot, { pane: P }> => one.pane === pane);
      const index = history.length - 1;
      const timeline =
        s.pane === 'convex'
          ? convexTimeline(s, 'all', palette)
          : s.pane === 'likelihood'
            ? likelihoodTimeline(s, 'all', palette)
            : s.pane === 'fit'
              ? fitTimeline(of('fit'), index, 'all', palette)
              : codesTimeline(of('codes'), index, 'all', palette);
      return { terms: klTerms(s, WIDTH, HEIGHT, 1, { placesOf, normal }), timeline };
    };
    const walks = [
      { pane: 'codes' },
      { pane: 'convex' },
      { pane: 'likelihood' },
      { pane: 'fit' },
      { pane: 'fit', walk: 'down' },
    ];
    return (await Promise.all(walks.map((set) => walk(kl, set, 2, show)))).flat();
  },
};

const folder = join(repository, 'web/src/labs');

const pixelsOf = (mark: Mark) => ('r' in mark ? [mark.at] : mark.points);

for (const id of readdirSync(folder))
  test(`${id}: every term of its equations has words, a value, and a counterpart`, async () => {
    const show = SHOWN[id];
    assert.ok(show, `${id} is walked here`);
    const file = join(folder, id, 'equations.tex');
    const equations = parseEquations(readFileSync(file, 'utf8'), file);
    const wanted = new Set(
      [...equations].flatMap(([name, tex]) => {
        const terms = [...tex.matchAll(/\\term\{(\w+)\}/g)].map(([, term]) => term as string);
        assert.ok(terms.length > 0, `${name} has terms`);
        return terms;
      }),
    );
    const seen = new Set<string>();
    for (const { terms, timeline } of await show()) {
      const lines = timeline.series.map(({ name }) => name);
      assert.equal(new Set(terms.map(({ name, words }) => `${name} ${words}`)).size, terms.length);
      for (const term of terms) {
        const marks = term.marks?.() ?? [];
        assert.match(term.words, /^\p{L}/u, term.name);
        assert.match(term.value, /\d|^–$/, `${term.name}: ${term.value}`);
        assert.doesNotMatch(`${term.words} ${term.value}`, /NaN|undefined|Infinity/);
        for (const line of term.lines ?? []) assert.ok(lines.includes(line), `${line} is one of ${lines}`);
        for (const place of marks.flatMap(pixelsOf)) assert.ok(place.every(Number.isFinite), term.name);
        // Without labels the labels' weight is in no equation.
        if (marks.some((mark) => pixelsOf(mark).length > 0) || term.lines?.length) seen.add(term.name);
      }
    }
    assert.deepEqual(
      [...wanted].filter((name) => !seen.has(name)),
      [],
    );
  });

test('a pointer is at the nearest mark within reach; lines win over what they enclose', () => {
  const ring: Mark = { at: [100, 100], r: 10 };
  const line: Mark = {
    points: [
      [0, 50],
      [200, 50],
    ],
  };
  const area: Mark = {
    points: [
      [0, 0],
      [200, 0],
      [200, 90],
      [0, 90],
    ],
    closed: true,
    filled: true,
  };
  assert.equal(distance([104, 100], ring), 0);
  assert.equal(distance([100, 115], ring), 5);
  assert.equal(distance([300, 50], line), 100);
  const at = (x: number, y: number) =>
    nearest([x, y], [
      ['ring', [ring]],
      ['line', [line]],
      ['area', [area]],
    ] as const);
  assert.equal(at(100, 105), 'ring');
  assert.equal(at(60, 53), 'line');
  assert.equal(at(60, 30), 'area');
  assert.equal(at(60, 120), undefined);
});
