// Brings the live view to where a page of the lesson wants it, by the same ways that a hand has.
import type { Controls, SnapshotBase } from '../lab.ts';
import type { Run } from '../run.ts';
import { defaults, sameValues, withValues } from '../values.ts';
import type { Drive } from './lesson.ts';

const touched = (run: Run<SnapshotBase>): boolean => run.history.some(({ made }) => made === 'change');

/** The whole situation of a page: the same whatever was there before, and with nothing known of what comes after. */
export async function bring(run: Run<SnapshotBase>, controls: Controls, drive: Drive): Promise<void> {
  const values = withValues(controls, defaults(controls), drive.set);
  const { step = drive.converge ? undefined : 0 } = drive;
  const beyond = step !== undefined && run.history.length - 1 > step;
  if (!sameValues(values, run.values) || touched(run) || beyond) {
    if (!(await run.start(values))) return;
  }
  await goOn(run, { ...drive, ...(step === undefined ? {} : { step }) });
}

/** To a position of this run, or to its end. */
export async function goOn(run: Run<SnapshotBase>, { step, converge }: Drive): Promise<void> {
  if (step !== undefined) {
    const known = Math.min(step, run.history.length - 1);
    if (known !== run.index) run.goTo(known);
    if (step > known) await run.forward(step - known);
  }
  if (converge) await run.converge();
}
