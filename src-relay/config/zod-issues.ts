import type { z } from 'zod';
import type { JsonPath } from '../protocol/json.ts';
import type { ConfigIssue } from './issue.ts';

/** zod's issues in the words of this project, one per unknown key. `base` is where the checked value stands. */
export function zodIssues(error: z.ZodError, base: JsonPath): ConfigIssue[] {
  return error.issues.flatMap((issue): ConfigIssue[] => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...path, key]));
    }
    return [{ path, message: `${plain(issue)}.`, remedy: remedyFor(issue) }];
  });
}

export function unknownKey(path: JsonPath): ConfigIssue {
  return { path, message: 'is not a known setting.', remedy: 'Remove it or mend its spelling.' };
}

function plain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && issue.message.includes('undefined')) return 'is missing';
    const own = issue.message.startsWith('must');
    return own ? issue.message : `must be of type ${issue.expected}`;
  }
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  return issue.message.startsWith('must') ? issue.message : `is not right (${issue.message})`;
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Give a value of type ${issue.expected}.`;
    case 'invalid_value':
      return 'Choose one of these.';
    default:
      return 'Change the value.';
  }
}
