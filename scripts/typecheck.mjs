// npm run typecheck: tsc over everything. Tests import the built package by its name, so that is built first.
import { build } from './build.mjs';
import { entry, stream } from './lib/process.mjs';
import { setup } from './setup.mjs';

await entry(async () => {
  await setup('run');
  await build('wasm', 'lib');
  return (await stream(process.execPath, ['node_modules/@typescript/native/bin/tsc', '--pretty', 'false']))
    .code;
});
