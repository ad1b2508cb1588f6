// Puts functions that are alike next to each other in a WebAssembly file, which changes nothing but their indices.
// usage: node scripts/order_functions.mjs <file.wasm>
//
// gzip finds a repetition within the last 32 kB only. The linker leaves the functions in the order of their use counts, so that one
// model's loops over matrices are as far from another's as can be: in this order the package's module is a fifteenth smaller to download.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMain } from './lib/process.mjs';
import { functionBodies, instructions, leb, sections } from './lib/wasm_code.mjs';

const WINDOW = 32 * 1024;
/** So many bytes that are the same are a repetition. */
const RUN = 6;
const [IMPORT, FUNCTION, EXPORT, START, ELEMENT, CODE] = [2, 3, 7, 8, 9, 10];
const [CALL, REF_FUNC] = [0x10, 0xd2];

function encoded(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Uint8Array.of(...bytes, value);
}

/** What of `bytes` lies between replaced numbers is kept: `replace` gets where each number is and what takes its place. */
function rewritten(bytes, { start, end }, visit) {
  const parts = [];
  let kept = start;
  visit((at, value) => {
    parts.push(bytes.subarray(kept, at), encoded(value));
    kept = leb(bytes, at)[1];
  });
  return Buffer.concat([...parts, bytes.subarray(kept, end)]);
}

/** How many of the functions are imported, and so come before those with a body. */
function countImports(bytes, section) {
  if (section === undefined) return 0;
  const pastLimits = (at) => {
    const next = leb(bytes, at + 1)[1];
    return bytes[at] & 1 ? leb(bytes, next)[1] : next;
  };
  let imports = 0;
  let [count, at] = leb(bytes, section.start);
  for (; count > 0; --count) {
    for (const _ of ['module', 'name']) {
      const [length, text] = leb(bytes, at);
      at = text + length;
    }
    const kind = bytes[at++];
    if (kind === 0) imports += 1;
    if (kind > 4) throw new Error(`an import of kind ${kind}`);
    at = [
      (at) => leb(bytes, at)[1],
      (at) => pastLimits(at + 1),
      pastLimits,
      (at) => at + 2,
      (at) => leb(bytes, at + 1)[1],
    ][kind](at);
  }
  return imports;
}

/** The runs of bytes in each function, as hashes: two that collide make an order worse, not wrong. */
function runsOf(bytes, { start, end }) {
  const runs = new Set();
  for (let at = start; at + RUN <= end; ++at) {
    let hash = 0;
    for (let i = 0; i < RUN; ++i) hash = Math.imul(hash, 0x01000193) ^ bytes[at + i];
    runs.add(hash);
  }
  return runs;
}

/** For each place the function that comes there: after the first, always the one of which most is in the window before it. */
function order(bytes, bodies) {
  const runs = bodies.map((body) => runsOf(bytes, body));
  const having = new Map();
  for (const [f, own] of runs.entries())
    for (const run of own) having.get(run)?.push(f) ?? having.set(run, [f]);
  /** How often a run is in the window, and how many different ones of each function's are. */
  const inWindow = new Map();
  const known = new Int32Array(bodies.length);
  const count = (f, change, edge) => {
    for (const run of runs[f]) {
      const before = inWindow.get(run) ?? 0;
      inWindow.set(run, before + change);
      if (before === edge) for (const other of having.get(run)) known[other] += change;
    }
  };
  const placed = [];
  const left = new Set(bodies.keys());
  let [oldest, size] = [0, 0];
  const place = (f) => {
    placed.push(f);
    left.delete(f);
    count(f, 1, 0);
    size += bodies[f].end - bodies[f].start;
    for (; size > WINDOW && oldest < placed.length - 1; ++oldest) {
      count(placed[oldest], -1, 1);
      size -= bodies[placed[oldest]].end - bodies[placed[oldest]].start;
    }
  };
  // Of a short function that is like many others less is gained.
  const gain = (f) => known[f] / (runs[f].size + 50);
  while (left.size > 0) place([...left].reduce((best, f) => (gain(f) > gain(best) ? f : best)));
  return placed;
}

/** @returns {Uint8Array} the same module, its functions in another order */
export function orderFunctions(bytes) {
  const all = sections(bytes);
  const sectionOf = (id) => all.find((section) => section.id === id);
  const bodies = functionBodies(bytes, sectionOf(CODE));
  const imports = countImports(bytes, sectionOf(IMPORT));
  const placed = order(bytes, bodies);
  const index = new Map(placed.map((f, place) => [imports + f, imports + place]));
  const moved = (f) => index.get(f) ?? f;

  const body = (f) =>
    rewritten(bytes, bodies[f], (replace) => {
      for (const { op, start } of instructions(bytes, bodies[f]))
        if (op === CALL || op === REF_FUNC) replace(start + 1, moved(leb(bytes, start + 1)[0]));
    });
  const writers = {
    [FUNCTION]: (section) => {
      const types = [];
      let [count, at] = leb(bytes, section.start);
      for (let type; count > 0; --count) {
        [type, at] = leb(bytes, at);
        types.push(type);
      }
      return Buffer.concat([encoded(types.length), ...placed.map((f) => encoded(types[f]))]);
    },
    [EXPORT]: (section) =>
      rewritten(bytes, section, (replace) => {
        let [count, at] = leb(bytes, section.start);
        for (; count > 0; --count) {
          const [length, text] = leb(bytes, at);
          const [what, next] = leb(bytes, text + length + 1);
          if (bytes[text + length] === 0) replace(text + length + 1, moved(what));
          at = next;
        }
      }),
    [START]: (section) => encoded(moved(leb(bytes, section.start)[0])),
    [ELEMENT]: (section) =>
      rewritten(bytes, section, (replace) => {
        let [count, at] = leb(bytes, section.start);
        for (; count > 0; --count) {
          // The table's first segments: an offset, which is one constant and an end, and functions.
          if (bytes[at] !== 0 || bytes[at + 1] !== 0x41)
            throw new Error(`a table's elements of kind ${bytes[at]}`);
          let [functions, next] = leb(bytes, leb(bytes, at + 2)[1] + 1);
          for (; functions > 0; --functions) {
            const [f, after] = leb(bytes, next);
            replace(next, moved(f));
            next = after;
          }
          at = next;
        }
      }),
    [CODE]: () => {
      const bodies = placed.map(body);
      return Buffer.concat([encoded(bodies.length), ...bodies.flatMap((b) => [encoded(b.length), b])]);
    },
  };
  const parts = all.map((section) => {
    const content = writers[section.id]?.(section) ?? bytes.subarray(section.start, section.end);
    return Buffer.concat([Uint8Array.of(section.id), encoded(content.length), content]);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...parts]);
}

if (isMain(import.meta.url)) {
  const [path] = process.argv.slice(2);
  const bytes = readFileSync(path);
  try {
    const ordered = orderFunctions(bytes);
    if (!WebAssembly.validate(ordered)) throw new Error('what came of it is no module');
    writeFileSync(path, ordered);
  } catch (error) {
    // A newer compiler may write what is not known here; its module is as good, only larger after gzip.
    console.warn(`${path} keeps its order of functions: ${error.message}`);
  }
}
