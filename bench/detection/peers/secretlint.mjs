/** secretlint with its recommended preset, behind the `scan --jsonl` contract. */
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { answerLines } from './stream.ts';

await answerLines(async (text) => {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'row.txt', ext: '.txt', contentType: 'text' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
      noPhysicFilePath: true,
    },
  });
  const findings = messages.map(({ range: [start, end] }) => ({ kind: 'secret', start, end }));
  return { verdict: findings.length > 0 ? 'mask' : 'allow', findings };
});
