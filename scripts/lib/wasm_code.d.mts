export interface Range {
  readonly start: number;
  readonly end: number;
}
export interface Section extends Range {
  readonly id: number;
}
export interface Instruction {
  readonly op: number;
  readonly start: number;
  readonly next: number;
}
export function leb(bytes: Uint8Array, start: number): [value: number, next: number];
export function sections(bytes: Uint8Array): Section[];
export function functionBodies(bytes: Uint8Array, section: Range): Range[];
export function instructions(bytes: Uint8Array, body: Range): Generator<Instruction>;
