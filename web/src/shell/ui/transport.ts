// The step buttons, the scrubber and the sentence that says what happened.
import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import { iterations } from '../format.ts';
import { withKey } from '../keyboard.ts';
import type { Counting, Move, SnapshotBase } from '../lab.ts';
import { msg } from '../language.ts';
import { type Mode, SPEEDS } from '../run.ts';
import { icon } from './icons.ts';

export interface TransportState {
  readonly history: readonly SnapshotBase[];
  readonly index: number;
  readonly mode: Mode;
  readonly speed: number;
  readonly finished: boolean;
  readonly moves: readonly Move[];
  readonly counting: Counting;
  readonly sentence: string;
}

export interface TransportActions {
  move(steps: number): void;
  back(): void;
  first(): void;
  play(): void;
  pause(): void;
  converge(): void;
  goTo(index: number): void;
  setSpeed(speed: number): void;
}

export function transport(s: TransportState, on: TransportActions): TemplateResult {
  const { index } = s;
  return html`<p class="sentence">${s.sentence}</p>
    <div class="buttons" role="toolbar" aria-label=${msg`Steps`}>
      <button type="button" class="quiet" aria-disabled=${index === 0} @click=${on.first} title=${withKey(msg`Back to the start`, 'first')}>
        ${icon('start')}<span class="sr">${msg`Back to the start`}</span>
      </button>
      <button type="button" class="quiet" aria-disabled=${index === 0} @click=${on.back} title=${withKey(msg`Back`, 'back')}>
        ${icon('back')}<span>${msg`Back`}</span>
      </button>
      <div class="moves">${moveButtons(s.moves, s.mode === 'loading', on)}</div>
      ${s.moves.length === 0 ? nothing : runButtons(s, on)}
    </div>
    ${scrubber(s, on)}`;
}

function runButtons(s: TransportState, on: TransportActions): TemplateResult {
  const busy = s.mode === 'playing' || s.mode === 'converging';
  return html`
      <button
        type="button"
        class="quiet play ${busy ? 'busy' : ''}"
        aria-disabled=${s.finished && !busy}
        @click=${busy ? on.pause : on.play}
        title=${withKey(busy ? msg`Pause` : msg`Play`, 'togglePlay')}
      >${busy ? icon('pause') : icon('play')}<span>${busy ? msg`Pause` : msg`Play`}</span></button>
      <label class="speed"><span class="sr">${s.counting.speed}</span>${speedMenu(s.speed, on)}</label>
      <button type="button" class="quiet" aria-disabled=${s.finished || busy} @click=${on.converge} title=${withKey(msg`Run until converged`, 'converge')}>
        ${icon('end')}<span>${msg`Converge`}</span>
      </button>`;
}

// Centred text of another length is new text, not the old one on the move: hence keyed.
const primaryLabel = (move: Move | undefined, loading: boolean): TemplateResult =>
  html`${move?.phase ? html`<b>${move.phase}:</b>` : nothing}<span>${move?.label ?? (loading ? msg`Loading…` : msg`Not started`)}</span>`;

function moveButtons(
  [primary, ...others]: readonly Move[],
  loading: boolean,
  on: TransportActions,
): TemplateResult {
  return html`<button type="button" class="primary ${primary?.phase ?? ''}" ?disabled=${!primary} @click=${() => primary && on.move(primary.steps)} title=${withKey(msg`Forward`, 'next')}>
      ${keyed(primary?.label ?? loading, primaryLabel(primary, loading))}
    </button>
    ${others.map(
      (
        move,
        i,
      ) => html`<button type="button" class="quiet" @click=${() => on.move(move.steps)} title=${i === 0 ? withKey(msg`Further`, 'nextFull') : move.label}>
        ${icon('full')}<span>${move.label}</span>
      </button>`,
    )}`;
}

const speedMenu = (speed: number, on: TransportActions) => html`<select
  @change=${(event: Event) => on.setSpeed(Number((event.target as HTMLSelectElement).value))}
>
  ${SPEEDS.map((value) => html`<option value=${value} ?selected=${value === speed}>${value === 0.5 ? '½' : value}×</option>`)}
</select>`;

/** Up to this many positions get a tick of their own. */
const TICKS = 120;

function scrubber({ history, index, counting }: TransportState, on: TransportActions): TemplateResult {
  const last = history.length - 1;
  const here = history[index];
  const text = here
    ? [
        counting.at(iterations(here.t)),
        ...(here.made === 'E' || here.made === 'M' ? [msg`after ${here.made}`] : []),
      ].join(', ')
    : '';
  return html`<div class="scrubber">
    <label class="sr" for="scrub">${msg`Position in the run`}</label>
    <div class="track">
      ${last > 0 && last <= TICKS ? tickMarks(history) : nothing}
      <input
        id="scrub"
        type="range"
        min="0"
        max=${Math.max(1, last)}
        step="1"
        .value=${String(index)}
        ?disabled=${last === 0}
        aria-valuetext=${text}
        @input=${(event: Event) => on.goTo(Number((event.target as HTMLInputElement).value))}
      />
    </div>
    <output for="scrub">${keyed(text, html`${here ? `t = ${iterations(here.t)}` : ''} <span class="of">${last > 0 ? msg`of ${iterations(history[last]?.t ?? 0)}` : ''}</span>`)}</output>
  </div>`;
}

/** Short after E, tall after M: told apart without colour. */
const tickMarks = (history: readonly SnapshotBase[]) => html`<svg class="ticks" aria-hidden="true">
  ${history.map(({ made }, i) => tick(made, `${(100 * i) / (history.length - 1)}%`))}
</svg>`;

const tick = (made: SnapshotBase['made'], x: string) =>
  svg`<line class="tick ${made}" x1=${x} x2=${x} y1="0" y2=${made === 'M' ? 9 : 5}/>`;
