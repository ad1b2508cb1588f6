// What a saved run must be to be opened again, and the words for what is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRun } from '../../../web/src/shell/take/open.ts';

const file = (content: unknown): File =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], 'a.lab.json');

const OWN = { name: 'mine', columns: ['x', 'y'], classes: ['b'], X: [1, 2, 3, 4], z: [-1, 0] };
const RUN = { format: 'elbo-lab run', lab: 'gmm', link: 'http://localhost/labs/gmm/#1;seed=3;t=2' };

test('a run is its link and its table, wherever it was saved', async () => {
  assert.deepEqual(await readRun(file(RUN), 'gmm'), { fragment: '#1;seed=3;t=2' });
  assert.deepEqual(await readRun(file({ ...RUN, link: 'http://localhost/labs/gmm/' }), 'gmm'), {
    fragment: '',
  });
  const { own } = await readRun(file({ ...RUN, own: OWN }), 'gmm');
  assert.deepEqual(own, { ...OWN, X: Float64Array.from(OWN.X), z: Int32Array.from(OWN.z) });
});

for (const [what, content, words] of [
  ['no JSON', 'x,y\n1,2', /not a run/],
  ['nothing', '', /not a run/],
  ['another JSON', { a: 1 }, /not a run/],
  ['null', 'null', /not a run/],
  ['a list', '[1,2]', /not a run/],
  ['a run of another lab', { ...RUN, lab: 'kl' }, /lab “kl”/],
  ['a place in a page for a link', { ...RUN, link: '#about' }, /link in .* damaged/],
  ['a table that is none', { ...RUN, own: 3 }, /data in .* damaged/],
  ['a table without rows', { ...RUN, own: { ...OWN, X: [], z: [] } }, /data in .* damaged/],
  ['a table with a hole', { ...RUN, own: { ...OWN, X: [1, 2, 3, null] } }, /data in .* damaged/],
  ['a table of other lengths', { ...RUN, own: { ...OWN, z: [0] } }, /data in .* damaged/],
  ['a label without a class', { ...RUN, own: { ...OWN, z: [0, 1] } }, /data in .* damaged/],
  ['a label between two', { ...RUN, own: { ...OWN, z: [0, -0.5] } }, /data in .* damaged/],
  ['a name that is none', { ...RUN, own: { ...OWN, name: 7 } }, /data in .* damaged/],
  ['three columns', { ...RUN, own: { ...OWN, columns: ['x', 'y', 'w'] } }, /data in .* damaged/],
] as const)
  test(`${what} is refused in words`, async () => {
    await assert.rejects(readRun(file(content), 'gmm'), words);
  });
