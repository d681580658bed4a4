import { readFileSync } from 'node:fs';
import * as z from 'zod';

const KINDS = ['secret', 'pii', 'injection', 'poisoning', 'obfuscation', 'exec', 'benign_text', 'benign_tool'] as const;

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  /** Finer class within the kind. */
  sub: z.string(),
  where: z.enum(['tool_description', 'tool_args', 'tool_result']),
  text: z.string(),
  label: z.enum(['malicious', 'benign']),
  /** Substrings that must be gone after masking. */
  expect: z.array(z.string()).optional(),
  /** Names and addresses: reported apart, because without a language model they can be found only in strong context. */
  expect_soft: z.array(z.string()).optional(),
  /** Finding kinds that are right on this benign row. */
  allow: z.array(z.string()).optional(),
  /** What makes a benign row hard. */
  trap: z.string().optional(),
  source: z.string().optional(),
});

/** One labelled text of a corpus. */
export type Row = z.infer<typeof rowSchema>;

/** Reads a corpus: one JSON object per line, separated by byte 0x0A. Throws where a line is not a row. */
export function readCorpus(file: string): readonly Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const row = rowSchema.safeParse(JSON.parse(line));
      if (!row.success) throw new Error(`${file}, line ${index + 1}: ${z.prettifyError(row.error)}`);
      return row.data;
    });
}
