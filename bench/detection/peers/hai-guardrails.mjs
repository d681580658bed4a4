/**
 * hai-guardrails' guards for injection, personal data and secrets, behind the `scan --jsonl` contract. The injection
 * guard runs in its mode `pattern`: `heuristic` of the published package looks for a file of the computer that built it,
 * and `language-model` needs a model.
 */
import { injectionGuard, piiGuard, secretGuard, SelectionType } from '@presidio-dev/hai-guardrails';
import { answerLines } from './stream.ts';

// The worker for `heuristic` is started with the import and fails at once; nothing here needs it.
process.on('uncaughtException', (error) => {
  if (!error.message.includes('piscina')) throw error;
});

const injection = injectionGuard({ selection: SelectionType.All }, { mode: 'pattern', threshold: 0.5 });
const redacting = [
  { kind: 'pii', guard: piiGuard({ selection: SelectionType.All }) },
  { kind: 'secret', guard: secretGuard({ selection: SelectionType.All }) },
];

await answerLines(async (text) => {
  const findings = [];
  let masked = text;
  for (const { kind, guard } of redacting) {
    const [result] = await guard([{ role: 'user', content: masked }]);
    const redacted = result?.modifiedMessage?.content;
    if (redacted === undefined || redacted === masked) continue;
    masked = redacted;
    findings.push({ kind });
  }
  const [result] = await injection([{ role: 'user', content: text }]);
  if (result?.passed === false) return { verdict: 'block', findings: [...findings, { kind: 'injection' }], masked };
  return { verdict: findings.length > 0 ? 'mask' : 'allow', findings, masked };
});
