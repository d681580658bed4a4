import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

const CHECK = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
  errorMessage: z.string().optional(),
});
const CHECKS = z.array(CHECK);

export interface Check {
  readonly scenario: string;
  readonly id: string;
  readonly status: z.infer<typeof CHECK>['status'];
  readonly message: string;
  /** The same for the same check of another run: a scenario may report one id several times. */
  readonly key: string;
}

/** What the suites name their folders: the scenario between `server-` and a time of day. */
const FOLDER = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/;

/** Every check that a suite wrote below its output folder. */
export function readChecks(folder: string): readonly Check[] {
  return readdirSync(folder).flatMap((name) => {
    const scenario = FOLDER.exec(name)?.[1];
    const file = join(folder, name, 'checks.json');
    // The folder is made before the scenario runs: one that breaks leaves it empty.
    if (scenario === undefined || !existsSync(file)) return [];
    const checks = CHECKS.parse(JSON.parse(readFileSync(file, 'utf8')));
    return withKeys(scenario, checks);
  });
}

function withKeys(scenario: string, checks: z.infer<typeof CHECKS>): readonly Check[] {
  const seen = new Map<string, number>();
  return checks.map(({ id, name, status, errorMessage }) => {
    const plain = `${scenario} ${id} ${name}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return { scenario, id, status, message: errorMessage ?? '', key: `${plain} ${count}` };
  });
}

/** A check in the suite's stead, for a scenario that reported nothing. */
export function silent(scenario: string, message: string): Check {
  return { scenario, id: 'scenario-reports', status: 'FAILURE', message, key: `${scenario} scenario-reports 1` };
}
