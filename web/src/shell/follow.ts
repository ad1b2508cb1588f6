// Goes the way that a link tells.
import type { OwnData, SnapshotBase } from './lab.ts';
import type { Journey } from './link.ts';
import type { Run } from './run.ts';

/** How far a link leads: to the end of a day of play. */
const FARTHEST = 1_000_000;

/** Its start, what was done and when, and on to its position. False where it broke off, or another run was begun meanwhile. */
export async function follow<S extends SnapshotBase>(
  run: Run<S>,
  { start, deeds, t, back }: Journey,
  own?: OwnData,
): Promise<boolean> {
  const started = run.start(start, own);
  let { starts } = run;
  const reach = (time: number) => run.until(() => (run.snapshot?.t ?? 0) >= time, FARTHEST);
  if (!(await started)) return false;
  for (const deed of deeds) {
    if (!(await reach(deed.t)) || starts !== run.starts) return false;
    const done = 'edit' in deed ? run.edit(deed.edit) : run.change({ ...run.values, ...deed.values });
    starts = run.starts; // a deed of the link's may begin anew
    if (!(await done)) return false;
  }
  if (!(await reach(t)) || starts !== run.starts) return false;
  if (back > 0) await run.back(back);
  return true;
}
