import { describe, expect, it } from 'vitest';
import type { ScanDirection } from '../../protocol/scan-types.ts';
import type { DetectorDefinition } from '../definition.ts';
import { ItemScanner } from '../item-scan.ts';
import { BASIC_RULES, definitionsOf, LOCAL_RULES, versionOf, withoutDetector } from '../registry.ts';
import { PERSONAL_DATA } from './pii/family.ts';
import { PII_WINDOWS } from './pii/windows.ts';
import { SECRET_TEXTS, SECRET_WINDOWS } from './secrets/index.ts';

const scanner = new ItemScanner(LOCAL_RULES);
const found = (text: string, direction: ScanDirection, name?: string): string[] =>
  scanner.scanText(text, direction, name).map((finding) => finding.detector);
const directionOf = (definition: DetectorDefinition): ScanDirection => definition.directions.at(-1) ?? 'response';

describe.each(definitionsOf(LOCAL_RULES).map((definition) => [definition.id, definition] as const))(
  '%s',
  (id, definition) => {
    it.each(definition.examples.match)('reports %j', (text) => {
      for (const direction of definition.directions)
        expect(found(text, direction, definition.examples.name)).toContain(id);
    });

    it.each(definition.examples.noMatch)('does not report %j', (text) => {
      expect(found(text, directionOf(definition), definition.examples.name)).not.toContain(id);
    });

    it('is described', () => {
      expect(definition.examples.match.length).toBeGreaterThan(0);
      expect(definition.examples.noMatch.length).toBeGreaterThan(0);
      expect(definition.explanation).toMatch(/\.$/);
      expect(definition.keywords.length + definition.traits.length).toBeGreaterThan(0);
    });

    it('is silent when switched off', () => {
      const without = new ItemScanner(withoutDetector(LOCAL_RULES, id));
      const text = definition.examples.match[0] ?? '';
      expect(
        without.scanText(text, directionOf(definition), definition.examples.name).map((finding) => finding.detector),
      ).not.toContain(id);
      expect(versionOf(withoutDetector(LOCAL_RULES, id))).not.toBe(versionOf(LOCAL_RULES));
    });
  },
);

describe('the registry', () => {
  it('holds exactly these detectors', () => {
    // Secrets beside the twelve of the basic plug-in are listed in secrets/kinds.test.ts, personal data in pii/list.test.ts.
    const listed = new Set([...SECRET_WINDOWS, ...SECRET_TEXTS, ...PII_WINDOWS].map(({ definition }) => definition.id));
    for (const { id } of PERSONAL_DATA.definitions) listed.add(id);
    const ids = definitionsOf(LOCAL_RULES).map(({ id }) => id);
    expect(ids.filter((id) => !listed.has(id))).toEqual([
      'secret.azure-client-secret',
      'secret.github-app-token',
      'secret.github-fine-grained-token',
      'secret.github-oauth-token',
      'secret.github-personal-access-token',
      'secret.gcp-api-key',
      'secret.aws-access-key',
      'secret.jwt',
      'secret.gitlab-session-cookie',
      'secret.huggingface-token',
      'secret.microsoft-teams-webhook',
      'secret.slack-app-token',
      'obfuscation.hidden-markup',
      'obfuscation.data-carrying-image',
      'poisoning.foreign-purpose',
      'exec.malicious-url',
      'obfuscation.data-carrying-link',
      'exec.collector-address',
      'obfuscation.tag-characters',
      'obfuscation.variation-selectors',
      'obfuscation.zero-width',
      'obfuscation.bidi',
      'obfuscation.mixed-script',
      'obfuscation.styled-letters',
      'obfuscation.ansi',
      'injection.other-scripts',
      'poisoning.other-scripts',
      'exec.path-traversal',
      'exec.credential-file',
      'exec.command-injection',
      'exec.dangerous-command',
      'exec.code-injection',
      'exec.template-injection',
      'exec.sql-injection',
      'exec.server-request-forgery',
      'exec.markup-injection',
      'injection.instructions',
      'poisoning.hidden-instructions',
      'poisoning.shadowing',
      'poisoning.exfiltration-parameter',
      'injection.learned-wording',
      'obfuscation.disguised-instruction',
    ]);
  });

  it('gives the twelve placeholders of the basic plug-in', () => {
    expect(definitionsOf(BASIC_RULES).map(({ placeholder }) => placeholder)).toEqual([
      'AZURE_KEY',
      'GITHUB_APP_TOKEN',
      'GITHUB_FINE_GRAINED_TOKEN',
      'GITHUB_OAUTH_TOKEN',
      'GITHUB_PERSONAL_ACCESS_TOKEN',
      'GCP_API_KEY',
      'AWS_ACCESS_KEY',
      'JWT_TOKEN',
      'GITLAB_SESSION_TOKEN',
      'HUGGINGFACE_TOKEN',
      'MICROSOFT_TEAMS_WEBHOOK',
      'SLACK_APP_TOKEN',
    ]);
  });

  it('has a version that follows the data', () => {
    expect(versionOf(BASIC_RULES)).not.toBe(versionOf(LOCAL_RULES));
    expect(versionOf(LOCAL_RULES)).toBe(versionOf({ ...LOCAL_RULES }));
  });
});
