// The page on which a teacher makes an assignment: what is chosen, in the address and on the screen.
import { html, render } from 'lit/html.js';
import { carryState } from '../carry.ts';
import { copied } from '../clipboard.ts';
import type { Lab, SnapshotBase } from '../lab.ts';
import { msg } from '../language.ts';
import { followTheme } from '../theme.ts';
import { themeButton } from '../ui/theme-button.ts';
import { type Assignment, assignmentOf, fragmentOf } from './assignment.ts';
import { type FormActions, form } from './form.ts';
import { handout } from './handout.ts';
import { LONGEST_TITLE, type Place, pastedPlace, placeOf, placeText } from './place.ts';

/** A lab, and the titles of its lesson's pages. */
export interface Subject {
  readonly lab: Lab<SnapshotBase>;
  readonly lesson: readonly string[];
}

export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** All that is on the screen. */
export interface Shown extends Subject {
  readonly listed: Listed;
  readonly title: string;
  readonly assignment: Assignment;
}

/** Browsers refuse to write the address more often than a few times a second for long. */
const DELAY = 250;

export class TeachPage {
  readonly #labs: readonly Listed[];
  readonly #load: (id: string) => Promise<Subject>;
  readonly #body = document.querySelector<HTMLElement>('#assignment .body') as HTMLElement;
  readonly #tools = document.querySelector<HTMLElement>('header .tools') as HTMLElement;
  #shown: Shown | undefined;
  #problems: readonly string[] = [];
  /** What the clipboard was given last. */
  #copied: string | undefined;
  /** What was done last: more of the same is no new entry in the history. */
  #action = '';
  #late: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was opened, so that a lab that comes late does not take the place of another. */
  #opened = 0;

  constructor(labs: readonly Listed[], load: (id: string) => Promise<Subject>) {
    this.#labs = labs;
    this.#load = load;
  }

  async open(): Promise<void> {
    followTheme(() => this.#paint());
    carryState(() => this.#flush());
    addEventListener('hashchange', () => this.#follow());
    addEventListener('popstate', () => this.#follow());
    await this.#follow();
  }

  /** Shows what the address says; what is only a place on the page says nothing. */
  async #follow(): Promise<void> {
    if (this.#shown && location.hash === this.#text()) return;
    const place = placeOf(location.hash);
    if (!place && location.hash !== '' && this.#shown) {
      history.replaceState(null, '', this.#text()); // that place is on the screen now; the address stays a bookmark
      return;
    }
    clearTimeout(this.#late);
    this.#late = undefined;
    this.#action = '';
    const first = { lab: this.#labs[0]?.id ?? '', title: '', fragment: '' };
    if (place && (await this.#go(place))) return;
    // A bookmark of a lab that is gone still opens the page.
    const said = this.#problems;
    if (!this.#shown || !place) await this.#go(first, said);
  }

  /** False where that cannot be shown; what was there before then stays. */
  async #go({ lab: id, title, fragment }: Place, said: readonly string[] = []): Promise<boolean> {
    const opened = ++this.#opened;
    const listed = this.#labs.find((one) => one.id === id);
    try {
      if (!listed) throw new Error(msg`There is no lab “${id}” here.`);
      const subject = await this.#load(id);
      const { lab, lesson } = subject;
      const { assignment, problems } = await assignmentOf(lab, fragment, lesson.length);
      if (opened !== this.#opened) return true;
      this.#problems = [...said, ...problems];
      // Not one entry was understood: a link from another time, or of something else.
      const nothing = problems.length > 0 && fragmentOf(lab, assignment) === '';
      if (nothing && this.#shown) throw new Error(problems.join(' '));
      this.#shown = { ...subject, listed, title, assignment };
    } catch (error) {
      this.#problems = [...said, (error as Error).message];
      this.#paint();
      return false;
    }
    this.#paint();
    return true;
  }

  readonly #actions: FormActions = {
    choose: (id) => this.#leaveFor({ lab: id, title: this.#shown?.title ?? '', fragment: '' }),
    entitle: (title) => this.#set({ title: title.slice(0, LONGEST_TITLE) }, 'title'),
    assign: (assignment, action) => this.#set({ assignment }, action),
    complain: (problem) => {
      this.#problems = [problem];
      this.#paint();
    },
    paste: async (text) => {
      const place = pastedPlace(text, this.#shown?.listed.id ?? '');
      if (place) return this.#leaveFor({ ...place, title: place.title || (this.#shown?.title ?? '') });
      this.#problems = [msg`This is no link of a lab. Copy one with “Share” on the page of a lab.`];
      this.#paint();
      return false;
    },
  };

  async #leaveFor(place: Place): Promise<boolean> {
    const there = await this.#go(place);
    if (there) this.#did('');
    return there;
  }

  #set(part: Partial<Pick<Shown, 'title' | 'assignment'>>, action: string): void {
    if (!this.#shown) return;
    this.#shown = { ...this.#shown, ...part };
    this.#problems = [];
    this.#did(action);
    this.#paint();
  }

  #text(): string {
    const { lab, listed, title, assignment } = this.#shown ?? {};
    if (!lab || !listed || !assignment) return '';
    return placeText({ lab: listed.id, title: title ?? '', fragment: fragmentOf(lab, assignment) });
  }

  /** Something was done that Back takes back; of the same thing over and over, all of it at once. */
  #did(action: string): void {
    if (action !== '' && action === this.#action) {
      this.#late ??= setTimeout(() => this.#flush(), DELAY);
      return;
    }
    this.#flush();
    this.#action = action;
    if (this.#text() !== location.hash) history.pushState(null, '', this.#text());
  }

  #flush(): void {
    if (this.#late === undefined) return;
    clearTimeout(this.#late);
    this.#late = undefined;
    history.replaceState(null, '', this.#text());
  }

  async #copy(link: string): Promise<void> {
    this.#copied = (await copied(link)) ? link : undefined;
    if (!this.#copied) this.#body.querySelector<HTMLInputElement>('#link')?.select();
    this.#paint();
  }

  #paint(): void {
    render(
      themeButton(() => this.#paint()),
      this.#tools,
    );
    const shown = this.#shown;
    if (!shown) {
      this.#body.prepend(...[this.#body.querySelector('.problems') ?? this.#sorry()]);
      return;
    }
    if (!this.#body.hasAttribute('data-ready')) this.#body.replaceChildren();
    this.#body.toggleAttribute('data-ready', true);
    const link = new URL(fragmentOf(shown.lab, shown.assignment), shown.listed.url).href;
    render(
      html`${form(shown, this.#labs, this.#problems, this.#actions)}
        ${handout(shown, link, this.#copied === link, () => this.#copy(link))}`,
      this.#body,
    );
  }

  /** Not even the first lab came. */
  #sorry(): HTMLElement {
    const text = document.createElement('p');
    text.className = 'problems';
    text.setAttribute('role', 'alert');
    text.textContent = this.#problems.join(' ');
    return text;
  }
}
