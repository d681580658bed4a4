#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Compiled code is kept between starts: clients that start the relay over stdio wait for every millisecond of it.
enableCompileCache();
// What a call leaves behind is small and dies at once. A young generation that grows with the load would hold 20 MB more
// of it, for no less work. V8 reads this flag each time it would let the young generation grow.
setFlagsFromString('--semi-space-growth-factor=1');
const { runProgram } = await import('./program.ts');
await runProgram(process.argv);
