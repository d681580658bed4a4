import { isInvisible } from './normalise/invisible.ts';
import type { Span } from './span-list.ts';

const MAX_EXCERPT = 120;
/** Runs this long that mix letters and digits, or are longer than any word, may be secrets: never shown whole. */
const TOKEN_LIKE = /[A-Za-z0-9_+=~-]{16,400}/g;
const MAX_WORD = 24;

/**
 * The short text a person may see for a finding; `secrets` are the spans of the same text that are masked. Of something that is masked only the first characters and the length;
 * of anything else an excerpt in which invisible characters are spelled out and whatever could be a secret is cut.
 */
export function evidenceOf(text: string, span: Span, secrets: readonly Span[]): string {
  if (span.definition.placeholder !== undefined) return maskedEvidence(span.read ?? text.slice(span.start, span.end));
  if (span.read !== undefined) return `decoded: ${excerpt(span.read)}`;
  const end = Math.min(span.end, span.start + MAX_EXCERPT * 2);
  return excerpt(withoutSecrets(text, span.start, end, secrets));
}

function maskedEvidence(secret: string): string {
  const shown = Math.min(4, secret.length >> 3);
  return `${secret.slice(0, shown)}… (${secret.length} characters)`;
}

function withoutSecrets(text: string, start: number, end: number, secrets: readonly Span[]): string {
  let out = '';
  let from = start;
  const inside = secrets.filter((secret) => secret.start < end && secret.end > start);
  for (const secret of inside.sort((a, b) => a.start - b.start)) {
    if (secret.end <= from) continue;
    out += `${text.slice(from, Math.max(from, secret.start))}<${secret.definition.placeholder ?? ''}>`;
    from = Math.min(end, secret.end);
  }
  return out + text.slice(from, end);
}

function excerpt(text: string): string {
  const cut = text.replaceAll(TOKEN_LIKE, cutToken);
  let out = '';
  for (const char of cut) {
    const code = char.codePointAt(0) ?? 0;
    const shown = isInvisible(code) || code < 32 || (code >= 127 && code < 160) ? visible(code) : char;
    if (out.length + shown.length > MAX_EXCERPT - 1) return `${out}…`;
    out += shown;
  }
  return out;
}

function cutToken(run: string): string {
  return run.length > MAX_WORD || (/\d/.test(run) && /[A-Za-z]/.test(run)) ? `${run.slice(0, 4)}…` : run;
}

function visible(code: number): string {
  if (code === 9 || code === 10 || code === 13) return ' ';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} `;
}
