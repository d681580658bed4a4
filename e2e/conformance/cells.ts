import type { FixtureKind } from './fixture.ts';
import type { Front } from './front.ts';
import { SUITES, type Suite } from './suites.ts';

/** One cell of the matrix: the way from the suite to the relay and on to the fixture, and what is run over it. */
export interface Cell {
  readonly front: Front;
  readonly back: FixtureKind;
  readonly runs: readonly Run[];
  readonly without: readonly Omission[];
}

export interface Run {
  readonly suite: Suite;
  /** Left out: the whole suite. */
  readonly scenarios?: readonly string[];
}

/** Scenarios that can say nothing about the relay in some cells. */
interface Omission {
  readonly reason: string;
  readonly scenarios: readonly string[];
}

const OF_HTTP: Omission = {
  reason: 'they test HTTP itself, which is the bridge where the front is another transport',
  scenarios: [
    'dns-rebinding-protection',
    'http-custom-header-server-validation',
    'http-header-validation',
    'server-session-lifecycle',
    'server-sse-polling',
    'tasks-request-headers',
  ],
};

const OF_TASKS: Omission = {
  reason: 'they need the tasks extension, which a server of the legacy era can not have',
  scenarios: [
    'tasks-capability-negotiation',
    'tasks-dispatch-and-envelope',
    'tasks-lifecycle',
    'tasks-mrtr-composition',
    'tasks-mrtr-input',
    'tasks-request-headers',
    'tasks-request-state-removal',
    'tasks-required-task-error',
    'tasks-wire-fields',
  ],
};

const OF_KEYS: Omission = {
  reason: 'they know the keys of questions, for which the requests of a legacy server have no place',
  scenarios: ['input-required-result-basic-elicitation', 'input-required-result-ignore-extra-params'],
};

const ALL: readonly Suite[] = [SUITES.first, SUITES.legacy, SUITES.modern];

function cell(front: Front, back: FixtureKind): Cell {
  const suites = front === 'sse' ? ALL.filter((suite) => suite.era === 'legacy') : ALL;
  // A server of both eras over stdio is spoken to in the legacy one (docs/decisions/0015).
  const isLegacyServer = back === 'sse' || back === 'http legacy' || back === 'stdio';
  const without = [...(front === 'mcp' ? [] : [OF_HTTP]), ...(isLegacyServer ? [OF_TASKS, OF_KEYS] : [])];
  return { front, back, without, runs: suites.map((suite) => ({ suite })) };
}

export const DEFAULT_CELLS: readonly Cell[] = [cell('mcp', 'http')];

export const FULL_CELLS: readonly Cell[] = [
  ...DEFAULT_CELLS,
  cell('mcp', 'stdio'),
  cell('mcp', 'stdio modern'),
  cell('mcp', 'sse'),
  cell('mcp', 'http legacy'),
  cell('mcp', 'http modern'),
  cell('stdio', 'http'),
  cell('sse', 'http'),
];

/** Some of everything, in about a minute. */
export const SUBSET_CELLS: readonly Cell[] = [
  {
    front: 'mcp',
    back: 'http',
    without: [],
    runs: [
      {
        suite: SUITES.first,
        scenarios: ['server-initialize', 'tools-list', 'tools-call-mixed-content', 'json-schema-2020-12'],
      },
      {
        suite: SUITES.legacy,
        scenarios: [
          'tools-call-with-logging',
          'tools-call-with-progress',
          'tools-call-error',
          'tools-call-sampling',
          'elicitation-sep1330-enums',
          'resources-templates-read',
          'resources-unsubscribe',
          'prompts-get-with-args',
          'completion-complete',
          'server-session-lifecycle',
          'dns-rebinding-protection',
        ],
      },
      {
        suite: SUITES.modern,
        scenarios: [
          'server-stateless',
          'caching',
          'tools-call-simple-text',
          'sep-2164-resource-not-found',
          'prompts-get-with-image',
          'input-required-result-multiple-input-requests',
          'input-required-result-multi-round',
          'input-required-result-tampered-state',
          'input-required-result-capability-check',
          'http-header-validation',
          'http-custom-header-server-validation',
          'tasks-wire-fields',
        ],
      },
    ],
  },
];
