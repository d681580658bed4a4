#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Compiled code is kept between starts: clients that start the relay over stdio wait for every millisecond of it.
enableCompileCache();
const { runProgram } = await import('./program.ts');
await runProgram(process.argv);
