import * as z from 'zod';
import type { Answer } from '../answers.ts';

const question = z.object({ id: z.string(), text: z.string() });

/** Answers `scan --jsonl` lines on stdin by way of a peer's own function, one at a time, until the input ends. */
export async function answerLines(
  scan: (text: string) => Promise<Omit<Answer, 'id'>> | Omit<Answer, 'id'>,
): Promise<void> {
  let rest = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, text } = question.parse(JSON.parse(line));
      process.stdout.write(`${JSON.stringify({ id, ...(await scan(text)) })}\n`);
    }
  }
}
