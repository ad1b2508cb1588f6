import type { TemplateResult } from 'lit';
import type { Lvm, Remote } from '../../../wasm/api/types.ts';

export type Core = Remote<Lvm>;

interface ControlBase {
  readonly label: string;
  /** One sentence, verb first, true in every state. */
  readonly help: string;
  /** Shown only when "more" is open. */
  readonly advanced?: boolean;
  /**
   * What a change does to the run: 'restart' begins again from the new value, 'continue' keeps the current
   * parameters and goes on from there.
   */
  readonly effect: 'restart' | 'continue';
}

export interface NumberControl extends ControlBase {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** 'log': the slider's positions are spread logarithmically over (0, max], with 0 at its left end. */
  readonly scale?: 'linear' | 'log';
}

export interface ChoiceControl extends ControlBase {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
}

/** One adjustable quantity, declared once: the shell derives widget, URL parameter, clamping and help from it. */
export type Control = NumberControl | ChoiceControl;
export type Controls = Readonly<Record<string, Control>>;
export type Values<C extends Controls> = { readonly [K in keyof C]: C[K]['value'] extends number ? number : string };

/** A half-step as the transport names it. */
export interface StepName {
  /** The phase's short name, which also picks its colour: E and M own a colour each. */
  readonly phase: 'E' | 'M';
  /** What the student will see, as on the primary button: "who owns each point?" */
  readonly label: string;
}
