import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { provideBrowser } from './browser.ts';

/**
 * `npm test`: every check of the project, one after the other. All run even where one fails, and the last line is
 * `N passed, N failed`: a check counts as one, the tests count each.
 */
const CHECKS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the page', command: ['tsc', '-p', 'src-renderer'] },
  { name: 'lint and floors', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'conformance (a part of it)', command: ['node', '.ci/conformance.ts', '--subset'] },
];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTotalTestSuites: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** The tests that drive the whole run what the build made. */
const BUILT = { E2E_BUILT: '1' };

let passed = 0;
let failed = 0;
const failures: string[] = [];

function count(name: string, isGood: boolean): void {
  if (isGood) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
}

/** Runs a program of node_modules/.bin (npm puts it on the PATH) and gives its exit code. */
function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function runTests(project: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run(['vitest', 'run', '--project', project, ...reporters], BUILT);
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    // A file that does not even load holds no test that could fail.
    const broken = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
    failed += broken.length;
    const bad = report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `${relative('.', name)}: ${fullName}`),
    );
    failures.push(...bad, ...broken.map(({ name }) => `${relative('.', name)} (does not load)`));
    if (bad.length + broken.length > 0) return;
    if (code !== 0 || report.numPassedTests === 0) count(`${project} tests`, false);
  } catch {
    count(`${project} tests (no report was written)`, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file, or a `describe` in one: what Playwright calls a suite. */
interface Suite {
  readonly specs: readonly { readonly title: string; readonly file: string; readonly ok: boolean }[];
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(z.object({ title: z.string(), file: z.string(), ok: z.boolean() })),
    suites: z.array(suiteSchema).optional(),
  }),
);

function failedSpecs({ specs, suites = [] }: Suite): readonly string[] {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`);
  return [...own, ...suites.flatMap(failedSpecs)];
}

const browserReportSchema = z.object({
  suites: z.array(suiteSchema),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** The specs that need a browser; a flaky one counts as failed. */
async function runBrowserTests(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(folder, 'report.json');
  const code = await run(['playwright', 'test', '-c', 'e2e', '--reporter=line,json'], {
    ...BUILT,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  try {
    const { stats, errors, suites } = browserReportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    passed += stats.expected;
    const bad = stats.unexpected + stats.flaky;
    failed += bad;
    if (bad > 0) failures.push('browser tests', ...suites.flatMap(failedSpecs));
    else if (code !== 0 || errors.length > 0 || stats.expected === 0) count('browser tests', false);
  } catch {
    count('browser tests (no report was written)', false);
  }
  rmSync(folder, { recursive: true, force: true });
}

provideBrowser();
for (const check of CHECKS) {
  console.log(`\n== ${check.name}`);
  count(check.name, (await run(check.command)) === 0);
}
for (const project of ['unit', 'e2e']) {
  console.log(`\n== ${project} tests`);
  await runTests(project);
}
console.log('\n== browser tests');
await runBrowserTests();
if (failures.length > 0) console.log(`\nFailed:\n  ${failures.join('\n  ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
