import { describe, expect, it } from 'vitest';
import { ItemScanner } from '../item-scan.ts';
import { BASIC_RULES } from '../registry.ts';
import { BASIC_TOKENS } from './basic-tokens.ts';

const scanner = new ItemScanner(BASIC_RULES);
const values = (text: string): string[] =>
  scanner.scanText(text, 'response').map(({ start, end }) => text.slice(start, end));

describe.each(BASIC_TOKENS.map(({ definition }) => [definition.placeholder ?? '', definition] as const))(
  '%s',
  (name, { examples }) => {
    const example = examples.match[0] ?? '';
    const [value = ''] = values(example);

    it('finds the value alone, in prose, quoted, in a query and at line ends', () => {
      for (const text of [
        value,
        `use ${value} now`,
        `"${value}"`,
        `a=${value}&b=1`,
        `line\n${value}\nline`,
        `(${value}).`,
        `${value},${value}`,
      ]) {
        if (!name.startsWith('GITLAB')) expect(values(text)).toContain(value);
      }
    });

    it('never shows it in the evidence', () => {
      const [finding] = scanner.scanText(example, 'response');
      expect(finding?.placeholder).toBe(name);
      expect(finding?.evidence).not.toContain(value.slice(0, 12));
      expect(finding?.reason).not.toContain(value.slice(0, 12));
    });

    it('does not cut it out of a longer word', () => {
      if (name.startsWith('GITLAB') || name.endsWith('WEBHOOK')) return;
      expect(values(`abc${value}`)).toEqual([]);
      expect(values(`${value}XYZ`)).not.toContain(value);
    });
  },
);

describe('special shapes', () => {
  it('takes the cookie value only', () => {
    const value = '0123456789abcdef'.repeat(2);
    expect(values(`Set-Cookie: _gitlab_session=${value}; HttpOnly`)).toEqual([value]);
  });

  it('finds a token in an escaped string, a query and a base64 blob', () => {
    const token = 'ghp_' + 'aB3'.repeat(12);
    expect(values(`{\\"line\\":\\"x\\n${token}\\"}`)).toEqual([token]);
    expect(values(`q=a%3D${token}`)).toEqual([token]);
    const blob = Buffer.from(`GITHUB_TOKEN=${token} # the token of the bot`).toString('base64');
    expect(values(`content: ${blob}`)).toEqual([blob]);
  });

  it('finds a very long JWT whole', () => {
    const jwt = ['eyJ' + 'hbGciOiJSUzI1NiJ9', 'eyJ' + 'a1b2'.repeat(5000), 'sig_'.repeat(100)].join('.');
    expect(values(`Authorization: Bearer ${jwt}\n`)).toEqual([jwt]);
  });
});
