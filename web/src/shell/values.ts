// Control values: defaults, clamping, what an option sets along. The only place that judges a value.
import type { Control, Controls, Value, Values } from './lab.ts';

export const defaults = (controls: Controls): Values => {
  const names = Object.keys(controls);
  const values: Record<string, Value> = {};
  for (const name of names) values[name] = controls[name]?.value ?? 0;
  for (const name of names) Object.assign(values, setsOf(controls, name, values[name] ?? 0));
  return values;
};

/** Those of `after` that are not as `before`. */
export const changedValues = (before: Values, after: Values): Values =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));

export const sameValues = (a: Values, b: Values): boolean =>
  Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);

/** The nearest allowed value, or undefined if `raw` is none at all. */
export function clamp(control: Control, raw: unknown): Value | undefined {
  if (control.kind === 'choice') return control.options.find((option) => option.value === raw)?.value;
  const number = typeof raw === 'string' && raw.trim() === '' ? Number.NaN : Number(raw);
  if (Number.isNaN(number)) return undefined;
  const inside = Math.min(control.max, Math.max(control.min, number));
  if (control.widget === 'log') return control.whole ? Math.round(inside) : inside;
  const steps = Math.round((inside - control.min) / control.step);
  // Decimal steps (0.01) are not binary numbers: as many decimals as the steps have hide the difference.
  const decimals = Math.max(decimalsOf(control.min), decimalsOf(control.step));
  return Number((control.min + steps * control.step).toFixed(decimals));
}

const decimalsOf = (value: number): number => String(value).split('.')[1]?.length ?? 0;

const setsOf = (controls: Controls, name: string, value: Value): Values => {
  const control = controls[name];
  const option = control?.kind === 'choice' ? control.options.find((o) => o.value === value) : undefined;
  return option?.sets ?? {};
};

/** `values` with one control changed, and with what its chosen option sets. */
export const withValue = (controls: Controls, values: Values, name: string, value: Value): Values => ({
  ...values,
  [name]: value,
  ...setsOf(controls, name, value),
});

/**
 * `values` with each of `wanted` that is allowed, as near as it is allowed. Only another value is a change. Options
 * that set other controls come first, so that what is wanted of those wins.
 */
export function withValues(
  controls: Controls,
  values: Values,
  wanted: Readonly<Record<string, unknown>>,
): Values {
  const sets = ([name]: readonly [string, unknown]) => Number(controls[name]?.kind !== 'choice');
  let changed = values;
  for (const [name, raw] of Object.entries(wanted).sort((a, b) => sets(a) - sets(b))) {
    const control = controls[name];
    const value = control && clamp(control, raw);
    if (value !== undefined && value !== changed[name]) changed = withValue(controls, changed, name, value);
  }
  return changed;
}

/** Does going from `before` to `after` change what is shown now, and not only later steps? */
export const changesRun = (controls: Controls, before: Values, after: Values): boolean =>
  Object.entries(controls).some(([name, { effect }]) => effect !== 'later' && before[name] !== after[name]);

/** Does going from `before` to `after` need a fresh start? */
export const needsRestart = (controls: Controls, before: Values, after: Values): boolean =>
  Object.entries(controls).some(
    ([name, control]) => control.effect === 'restart' && before[name] !== after[name],
  );

/** The controls that have a widget now. */
export const shownControls = (
  { controls, hides }: { readonly controls: Controls; hides?(name: string, values: Values): boolean },
  values: Values,
  hidden: ReadonlySet<string>,
): Controls =>
  Object.fromEntries(
    Object.entries(controls).filter(([name]) => !hidden.has(name) && !hides?.(name, values)),
  );
