import * as z from 'zod';

const answerSchema = z.object({
  id: z.string(),
  verdict: z.enum(['allow', 'mask', 'block']),
  findings: z
    .array(z.object({ kind: z.string(), start: z.number().optional(), end: z.number().optional() }))
    .default([]),
  masked: z.string().optional(),
});

/** What a scanner says about one row: the contract of `scan --jsonl`. */
export type Answer = z.infer<typeof answerSchema>;

/** Reads one line of a scanner's output; undefined where it is none of the contract. */
export function readAnswer(line: string): Answer | undefined {
  try {
    const answer = answerSchema.safeParse(JSON.parse(line));
    return answer.success ? answer.data : undefined;
  } catch {
    return undefined;
  }
}

/** The text as the scanner would pass it on: masked where the verdict is `mask`, else as it is. */
export function passedOn(text: string, answer: Answer): string {
  if (answer.verdict !== 'mask') return text;
  if (answer.masked !== undefined) return answer.masked;
  let masked = '';
  let done = 0;
  for (const { start, end } of answer.findings.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    if (start === undefined || end === undefined || end <= done) continue;
    masked += `${text.slice(done, Math.max(start, done))}*`;
    done = end;
  }
  return masked + text.slice(done);
}
