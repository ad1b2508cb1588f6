/** The core in a browser's module worker: `connect(new Worker(new URL(…), { type: 'module' }))` reaches it. */
import { load } from './index.ts';
import type { Port } from './port.ts';
import { serve } from './serve.ts';

serve(self as unknown as Port, load);
