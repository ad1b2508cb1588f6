// What somebody's page and the lab in its frame say to each other; described in docs/embedding.md. Types only: embed.js
// must stay one file that imports nothing.

/** The number is the version. Messages without it, or with another one, are somebody else's. */
interface Message {
  readonly elbo: 1;
}

export type Order =
  | { readonly command: 'hello' | 'back' | 'play' | 'pause' | 'converge' }
  | { readonly command: 'step'; readonly times: number }
  | { readonly command: 'goTo'; readonly index: number }
  | { readonly command: 'go'; readonly link: string };

/** From the page to the lab. */
export type Command = Message & Order;

/** Where the run stands. */
export interface State {
  /** The fragment that brings it back. */
  readonly link: string;
  /** In the lab's unit of time; half-steps count ½. */
  readonly t: number;
  /** Position in the history, and the last one there is. */
  readonly index: number;
  readonly last: number;
  readonly converged: boolean;
  /** Does it move by itself? */
  readonly playing: boolean;
  /** What the last step did, in words. */
  readonly sentence: string;
  /** The numbers that the lab keeps an eye on, as it shows them. */
  readonly readings: readonly { readonly name: string; readonly value: string }[];
}

/** "here" goes to whoever it is, and therefore says nothing. */
export type News =
  | { readonly report: 'here' }
  | { readonly report: 'ready'; readonly title: string; readonly state: State }
  | { readonly report: 'change'; readonly state: State }
  | { readonly report: 'height'; readonly height: number }
  | { readonly report: 'error'; readonly message: string };

/** From the lab to the page. */
export type Report = Message & News;
