// A reporter for node:test that writes, for each file, the number of tests without subtests: {passed, failed, skipped} as
// JSON by path.

/** A parent fails with its children; it counts by itself only where it failed for a reason of its own. */
const failedWithChildren = (data) => data.details?.error?.failureType === 'subtestsFailed';

export default async function* countReporter(events) {
  const files = {};
  let deepest = -1; // nesting of the test before: subtests are reported just before their parent
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    files[data.file] ??= { passed: 0, failed: 0, skipped: 0 };
    const counts = files[data.file];
    const isParent = data.details?.type === 'suite' || deepest > data.nesting;
    deepest = data.nesting;
    if (type === 'test:pass' && data.name.endsWith('.test.ts') && data.nesting === 0) continue; // a file without tests
    if (type === 'test:fail' && !(isParent && failedWithChildren(data)) && data.todo === undefined)
      counts.failed += 1;
    else if (isParent) continue;
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  }
  yield `${JSON.stringify(files)}\n`;
}
