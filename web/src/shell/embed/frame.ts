// The lab in a frame: less around it, and a conversation with the page that it is in (docs/embedding.md). That page may be
// anybody's: what it says is data, read as such, and it can do nothing that a student could not do by hand.
import { msg } from '../language.ts';
import './embed.css';
import type { Command, News, Report, State } from '../../embed/protocol.ts';
import type { Address } from '../address.ts';
import type { Lab, SnapshotBase } from '../lab.ts';
import { isLink } from '../link.ts';
import type { Run } from '../run.ts';

/** What it needs of the lab's page. */
export interface FrameOf<S extends SnapshotBase> {
  readonly lab: Lab<S>;
  readonly run: Run<S>;
  address(): Address;
}

/** As many steps as can be asked for at once. */
const MOST = 1000;

document.documentElement.dataset.embed = '';

export class Frame<S extends SnapshotBase> {
  readonly #lab: Lab<S>;
  readonly #run: Run<S>;
  readonly #address: () => Address;
  readonly #open = document.createElement('a');
  /** The origin that said hello first, and nobody else, is told anything. */
  #to: string | undefined;
  #ready = false;
  #told = '';

  constructor({ lab, run, address }: FrameOf<S>) {
    this.#lab = lab;
    this.#run = run;
    this.#address = address;
    this.#open.className = 'open-lab';
    this.#open.target = '_blank';
    this.#open.rel = 'noopener';
    this.#open.href = location.pathname;
    this.#open.textContent = msg`Open in ELBO Lab ↗`;
    document.querySelector('header.top')?.append(this.#open);
    if (parent === window) return; // opened by itself
    addEventListener('message', (event) => this.#hear(event));
    new ResizeObserver(() => this.#tellHeight()).observe(document.body);
    parent.postMessage({ elbo: 1, report: 'here' } satisfies Report, '*');
  }

  /** Something changed; while it runs to the end as fast as it can, only the end is worth telling. */
  changed(): void {
    const { snapshot, mode } = this.#run;
    if (!snapshot || mode === 'converging') return;
    const state = this.#state(snapshot);
    this.#open.href = location.pathname + state.link;
    const told = JSON.stringify(state);
    if (this.#to === undefined || told === this.#told) return;
    if (!this.#ready && document.body.matches('[data-working]')) return;
    this.#told = told;
    if (this.#ready) this.#tell({ report: 'change', state });
    else this.#tell({ report: 'ready', title: document.title, state });
    this.#ready = true;
  }

  failed(message: string): void {
    this.#tell({ report: 'error', message });
  }

  #state(snapshot: S): State {
    const { history, index, busy } = this.#run;
    return {
      link: this.#address().fragment,
      t: snapshot.t,
      index,
      last: history.length - 1,
      converged: snapshot.converged,
      playing: busy,
      sentence: this.#lab.describe(snapshot, history[index - 1]),
      readings: this.#lab.readings(snapshot).map(({ name, value }) => ({ name, value })),
    };
  }

  /** A page from a file or in a sandbox has no origin that could be named; its "null" is anybody. */
  #tell(news: News): void {
    if (this.#to === undefined) return;
    parent.postMessage({ elbo: 1, ...news } satisfies Report, this.#to === 'null' ? '*' : this.#to);
  }

  #tellHeight(): void {
    this.#tell({ report: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) });
  }

  #hear({ source, origin, data }: MessageEvent): void {
    if (source !== parent || data?.elbo !== 1) return;
    if (data.command === 'hello') {
      this.#to ??= origin;
      this.#tellHeight();
      this.changed();
    } else if (origin === this.#to) {
      const problem = this.#obey(data);
      if (problem) this.failed(problem);
    }
  }

  /** @return what is wrong with the command, in words */
  #obey(asked: Command): string | undefined {
    const run = this.#run;
    if (asked.command === 'back') run.back();
    else if (asked.command === 'play') run.play();
    else if (asked.command === 'pause') run.pause();
    else if (asked.command === 'converge') run.converge();
    else if (asked.command === 'step') {
      const { times } = asked;
      if (!isWhole(times) || times < 1 || times > MOST)
        return `“step” wants a whole number from 1 to ${MOST}.`;
      if (run.mode === 'playing') run.pause();
      run.forward(times);
    } else if (asked.command === 'goTo') {
      if (!isWhole(asked.index)) return '“goTo” wants a position in the run, a whole number.';
      run.goTo(asked.index);
    } else if (asked.command === 'go') {
      if (typeof asked.link !== 'string' || !isLink(asked.link))
        return '“go” wants a link of the lab, which begins with “#1”.';
      this.#address().flush();
      // Not one more entry in the history of the page around.
      location.replace(asked.link);
    }
    return undefined;
  }
}

const isWhole = (value: unknown): value is number => Number.isInteger(value);
