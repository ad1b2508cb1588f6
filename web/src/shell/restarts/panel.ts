// Many starts on the page: how their ends are spread, which start reached which, and a way to each of them.
import { msg, plural } from '../language.ts';
import './restarts.css';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { fixed } from '../format.ts';
import type { Quantity } from '../lab.ts';
import { histogramOf, type Optimum, optimaOf, type Reached } from './optima.ts';
import type { SearchState } from './search.ts';

export interface PanelActions {
  run(): void;
  cancel(): void;
  /** Leads the run on the stage to the end of this seed's. */
  load(seed: number): void;
}

export const COUNT = 200;
const BARS = 24;
/** Optima that are listed; the others are together. */
const LISTED = 6;

export function restartsPanel(
  state: SearchState | undefined,
  quantity: Quantity | undefined,
  stale: boolean,
  on: PanelActions,
): TemplateResult {
  const optima = optimaOf(state?.outcomes ?? []);
  return html`<div class="restarts">
    <p class="buttons">
      ${
        state?.running
          ? html`<button type="button" @click=${on.cancel}>${msg`Cancel`}</button>
              <progress aria-label=${msg`Starts that have been followed`} max=${state.wanted} value=${done(state)}></progress>`
          : html`<button type="button" @click=${on.run}>${msg`Follow ${COUNT} starts`}</button>`
      }
      <span class="note">${summary(state, optima, stale)}</span>
    </p>
    ${state && quantity && state.outcomes.length > 0 ? picture(state, optima, quantity, on) : nothing}
  </div>`;
}

const done = ({ outcomes, broken }: SearchState) => outcomes.length + broken.length;

function summary(state: SearchState | undefined, optima: readonly Optimum[], stale: boolean): string {
  if (!state) return msg`Seeds 0 to ${COUNT - 1}, each run to convergence with the settings of now.`;
  if (state.running) return msg`${done(state)} of ${state.wanted}`;
  const { length: followed } = state.outcomes;
  const { length: broken } = state.broken;
  const sentences = [
    followed === 1
      ? msg`${followed} start reached ${optima.length} optimum.`
      : plural(optima.length, {
          one: msg`${followed} starts reached ${optima.length} optimum.`,
          other: msg`${followed} starts reached ${optima.length} optima.`,
        }),
  ];
  if (broken > 0)
    sentences.push(
      plural(broken, { one: msg`${broken} start broke off.`, other: msg`${broken} starts broke off.` }),
    );
  if (stale) sentences.push(msg`The settings have changed since.`);
  return sentences.join(' ');
}

function picture(
  state: SearchState,
  optima: readonly Optimum[],
  quantity: Quantity,
  on: PanelActions,
): TemplateResult {
  const rankOf = new Map(
    optima.flatMap(({ members }, rank) => members.map(({ seed }) => [seed, rank] as const)),
  );
  return html`${histogram(state.outcomes, quantity)}
    ${map(state, rankOf, on)}
    <table class="numbers">
      <caption>${msg`Optima, best first`}</caption>
      <thead><tr><th scope="col">${msg`optimum`}</th><th scope="col">${quantity.head}</th><th scope="col">${msg`starts`}</th><th scope="col">${msg`load`}</th></tr></thead>
      <tbody>${optima.slice(0, LISTED).map((optimum, rank) => row(optimum, rank, on))}</tbody>
    </table>
    ${optima.length > LISTED ? html`<p class="note">${further(optima.length - LISTED)}</p>` : nothing}`;
}

const further = (n: number): string =>
  plural(n, { one: msg`And ${n} lower one.`, other: msg`And ${n} lower ones.` });

const row = ({ value, members }: Optimum, rank: number, on: PanelActions): TemplateResult => {
  const { seed } = members[0] as Reached;
  return html`<tr>
    <th scope="row"><span class="rank r${Math.min(rank, LISTED)}">${rank + 1}</span></th>
    <td>${fixed(value)}</td>
    <td>${members.length}</td>
    <td><button type="button" @click=${() => on.load(seed)} title=${msg`Run to its end on the stage`}>${msg`Seed ${seed}`}</button></td>
  </tr>`;
};

/** Where the ends lie. The table says the same in numbers. */
function histogram(outcomes: readonly Reached[], { axis }: Quantity): TemplateResult {
  const bars = histogramOf(outcomes, BARS);
  const most = Math.max(...bars.map(({ members }) => members.length));
  const [width, height] = [100 / bars.length, 72];
  return html`<figure>
    <svg class="histogram" viewBox="0 0 100 ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${bars.map(({ members }, i) => {
        const tall = (height * members.length) / most;
        return svg`<rect x=${i * width} y=${height - tall} width=${0.92 * width} height=${tall} />`;
      })}
    </svg>
    <figcaption><span>${fixed(bars[0]?.from ?? 0)}</span><span>${axis}</span><span>${fixed(bars.at(-1)?.to ?? 0)}</span></figcaption>
  </figure>`;
}

/** One cell a seed, with the rank of the optimum that it reached; a click loads it. */
function map(state: SearchState, rankOf: ReadonlyMap<number, number>, on: PanelActions): TemplateResult {
  const pick = (event: Event) => {
    const seed = (event.target as HTMLElement).closest<HTMLElement>('[data-seed]')?.dataset.seed;
    if (seed !== undefined) on.load(Number(seed));
  };
  const cell = (seed: number) => {
    const rank = rankOf.get(seed);
    const broken = state.broken.find((one) => one.seed === seed);
    if (rank === undefined)
      return html`<span class="rank off" title=${broken ? msg`seed ${seed}: ${broken.reason}` : msg`seed ${seed}: not yet`}>${broken ? '×' : '·'}</span>`;
    return html`<span class="rank r${Math.min(rank, LISTED)}" data-seed=${seed} title=${msg`seed ${seed}: optimum ${rank + 1}`}>${rank + 1}</span>`;
  };
  return html`<p class="note">${msg`Each cell is a seed, 0 first; its number is the optimum that it reached. Click one to load it.`}</p>
  <div class="map" role="img" @click=${pick} aria-label=${msg`Which start reached which optimum; the table below says it in numbers`}>
    ${Array.from({ length: state.wanted }, (_, seed) => cell(seed))}
  </div>`;
}
