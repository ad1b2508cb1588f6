// In which frame a step is seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classroom } from '../support/classroom.ts';
import { LABS } from '../support/site.ts';

const room = classroom();

for (const id of LABS) {
  test(`lab ${id}: a step is on the stage in a frame before the one in which the chart has it`, () =>
    room.using(id, async (lab) => {
      const [stage = 0, chart = 0] = await lab.page.evaluate(
        () =>
          new Promise<number[]>((resolve) => {
            const panels = ['#stage', '#bound'];
            const seen: (number | undefined)[] = [undefined, undefined];
            const { save } = CanvasRenderingContext2D.prototype;
            CanvasRenderingContext2D.prototype.save = function (this: CanvasRenderingContext2D) {
              save.call(this);
              const panel = panels.findIndex((name) => this.canvas.closest?.(name));
              // The time of a frame, the same for all that is done in it.
              if (panel >= 0) seen[panel] ??= Number(document.timeline.currentTime);
              const [first, second] = seen;
              if (first !== undefined && second !== undefined) resolve([first, second]);
            };
            document.querySelector<HTMLElement>('#transport .buttons button.primary')?.click();
          }),
      );
      await lab.at(1);
      assert.ok(stage < chart, `the stage at ${stage}, the chart at ${chart} ms`);
    }));
}
