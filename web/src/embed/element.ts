// <elbo-lab lab="…" link="#1;…">: a lab in somebody else's page. Built into embed.js beside the index, one small file
// under a name that stays. A plain script: modules of another origin load only from hosts that send a header for them.
import type { Command, Order, Report, State } from './protocol.ts';

const self = document.currentScript ?? document.querySelector('script[src$="/embed.js"]');
const SITE = new URL('./', (self as HTMLScriptElement).src);

/** Of that site; in a build it is replaced. */
const LANGUAGE: string = 'en';
/** Languages with a site below that of the first one, whose sources these are: this file may import nothing that says so. */
const OTHERS: readonly string[] = ['de'];

/** Where the labs are in a language, "de" or "de-AT"; those of this script where there are none. */
function siteIn(wanted: string | null): URL {
  const tag = wanted?.toLowerCase().split('-')[0] ?? '';
  const top = LANGUAGE === 'en' ? SITE : new URL('../', SITE);
  if (tag === 'en') return top;
  return OTHERS.includes(tag) ? new URL(`${tag}/`, top) : SITE;
}

/** Until the lab has said how high it is; about what it will be in a column of text. */
const FIRST_HEIGHT = 640;

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ':host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;border:0}',
);

class ElboLab extends HTMLElement {
  static readonly observedAttributes = ['lab', 'lang', 'link', 'ui', 'theme', 'height', 'title'];
  readonly #root = this.attachShadow({ mode: 'open' });
  #frame: HTMLIFrameElement | undefined;
  /** What was asked of a lab that cannot hear yet. */
  #waiting: Order[] = [];
  #ready = false;
  #state: State | undefined;
  #title = '';
  #height = FIRST_HEIGHT;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  get lab(): string {
    return this.getAttribute('lab') ?? '';
  }

  set lab(id: string) {
    this.setAttribute('lab', id);
  }

  get link(): string {
    return this.getAttribute('link') ?? '';
  }

  set link(link: string) {
    this.setAttribute('link', link);
  }

  /** Where the run stands now; undefined until there is one. */
  get state(): State | undefined {
    return this.#state;
  }

  step(times = 1): void {
    this.#order({ command: 'step', times });
  }

  back(): void {
    this.#order({ command: 'back' });
  }

  play(): void {
    this.#order({ command: 'play' });
  }

  pause(): void {
    this.#order({ command: 'pause' });
  }

  converge(): void {
    this.#order({ command: 'converge' });
  }

  goTo(index: number): void {
    this.#order({ command: 'goTo', index });
  }

  /** To what a link from “Share” leads to. */
  go(link: string): void {
    this.#order({ command: 'go', link: this.#fragment(link) });
  }

  connectedCallback(): void {
    addEventListener('message', this.#hear);
    this.#open();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return;
    if (name === 'lab' || name === 'lang' || name === 'theme') this.#open();
    else if (name === 'link' || name === 'ui') this.go(this.link);
    else this.#look();
  }

  #open(): void {
    this.#close();
    const id = this.lab;
    if (!/^[a-z][\w-]*$/.test(id)) {
      this.#tell('error', { message: `<elbo-lab>: “${id}” is not the name of a lab.` });
      return;
    }
    const page = new URL(`lab/${id}/?embed`, siteIn(this.getAttribute('lang')));
    const theme = this.getAttribute('theme');
    if (theme) page.searchParams.set('theme', theme);
    page.hash = this.#fragment(this.link);
    this.#title = `ELBO Lab: ${id}`;
    this.#frame = document.createElement('iframe');
    this.#frame.loading = 'lazy';
    this.#frame.src = page.href;
    this.#look();
    this.#root.append(this.#frame);
  }

  #close(): void {
    this.#frame?.remove();
    this.#frame = undefined;
    this.#ready = false;
    this.#state = undefined;
    this.#waiting = [];
  }

  /** The fragment of a whole address, or of what was written in its place; `ui` is an entry like others. */
  #fragment(link: string): string {
    const fragment = link.includes('#') ? link.slice(link.indexOf('#')) : '#1';
    const ui = this.getAttribute('ui');
    return ui ? `${fragment};ui=${ui}` : fragment;
  }

  #look(): void {
    const frame = this.#frame;
    if (!frame) return;
    frame.title = this.getAttribute('title') ?? this.#title;
    frame.style.height = `${Number(this.getAttribute('height')) || this.#height}px`;
  }

  #order(order: Order): void {
    if (this.#ready) this.#send(order);
    else this.#waiting.push(order);
  }

  /** To the lab and to nobody else, should the frame have been led elsewhere. */
  #send(order: Order): void {
    this.#frame?.contentWindow?.postMessage({ elbo: 1, ...order } satisfies Command, SITE.origin);
  }

  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== SITE.origin) return;
    if (data?.elbo !== 1) return;
    const told = data as Report;
    if (told.report === 'here') this.#send({ command: 'hello' });
    else if (told.report === 'ready') {
      this.#ready = true;
      this.#title = told.title;
      this.#look();
      this.#changed('ready', told.state);
      for (const order of this.#waiting.splice(0)) this.#send(order);
    } else if (told.report === 'change') this.#changed('change', told.state);
    else if (told.report === 'height') {
      this.#height = told.height;
      this.#look();
    } else if (told.report === 'error') this.#tell('error', { message: told.message });
  };

  #changed(event: 'ready' | 'change', state: State): void {
    this.#state = state;
    this.#tell(event, state);
  }

  #tell(event: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`elbo-${event}`, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get('elbo-lab')) customElements.define('elbo-lab', ElboLab);
