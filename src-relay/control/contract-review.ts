import { z } from 'zod';
import { CHANGE_CLASSES, REVIEW_KINDS } from '../protocol/review-kinds.ts';

/** The part of the control contract about trust: what waits for a person, and how risky a server is. */

/** A server's risk score, 0 to 100, higher is safer, with what it is made of. */
export const riskSchema = z.object({
  /** Null where too little is known. */
  score: z.int().min(0).max(100).nullable(),
  /** The worst first; each a sentence, which may hold words of the server. */
  parts: z.array(z.object({ points: z.int(), text: z.string() })),
});
export type Risk = z.infer<typeof riskSchema>;

/** One thing that differs between what was accepted and what is shown now, in a sentence that may hold words of the server. */
const changeSchema = z.object({ class: z.enum(CHANGE_CLASSES), isRiskier: z.boolean(), text: z.string() });
export type ReviewChange = z.infer<typeof changeSchema>;

/** Something that waits for a person. */
const reviewItemSchema = z.object({
  id: z.string(),
  kind: z.enum(REVIEW_KINDS),
  server: z.string(),
  /** The tool by the name at its server; null for what belongs to the server as a whole. */
  tool: z.string().nullable(),
  /** What a decision is bound to. */
  hash: z.string(),
  /** Nothing of it was accepted before. */
  isNew: z.boolean(),
  /** Whether it can be accepted: what the scan found unsafe cannot. */
  isAcceptable: z.boolean(),
  /** It was decided to leave it as it is. */
  isKeptOff: z.boolean(),
  /** Why it waits, in one sentence. */
  reason: z.string(),
  /** What got riskier first. */
  changes: z.array(changeSchema),
  /** What stands out about it beside the tools of other servers. */
  flags: z.array(z.string()),
  /** For a server that is held back. */
  risk: riskSchema.nullable(),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

const pastApprovalSchema = z.object({
  /** Milliseconds since the epoch. */
  approvedAt: z.int(),
  /** At first sight, by a person, by taking a later one back, or before approvals were written down one by one. */
  by: z.enum(['first sight', 'person', 'undo', 'earlier']),
  hash: z.string(),
  /** The package that ran, as `name@version`; null where that is not known. */
  package: z.string().nullable(),
  /** What was accepted, as text. */
  text: z.string(),
});

/** An item with both texts. */
const reviewDetailSchema = reviewItemSchema.extend({
  /** What was accepted before: a definition as JSON text, or instructions; null where nothing was. */
  before: z.string().nullable(),
  beforeAt: z.int().nullable(),
  /** What is shown now, secrets masked; null where there is no text. */
  after: z.string().nullable(),
  /** Everything of it that was ever accepted, the latest first. */
  history: z.array(pastApprovalSchema),
});
export type ReviewDetail = z.infer<typeof reviewDetailSchema>;

const itemRef = z.strictObject({ id: z.string().min(1).max(200_000), hash: z.string().max(100) });

export const REVIEW_PROCEDURES = {
  /** All that waits; what was decided to stay off included. */
  'review.list': { input: z.strictObject({}), output: z.object({ items: z.array(reviewItemSchema) }) },
  'review.get': { input: itemRef.pick({ id: true }), output: reviewDetailSchema },
  /**
   * Accepts items, each by the hash that was shown: what has changed again meanwhile is refused. Tools and instructions are
   * offered again, servers started, flags and notes put away. `undo` takes all of it back for two minutes.
   */
  'review.accept': {
    input: z.strictObject({ items: z.array(itemRef).min(1).max(10_000) }),
    output: z.object({
      accepted: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), message: z.string() })),
      undo: z.string().nullable(),
    }),
  },
  'review.undo': { input: z.strictObject({ undo: z.string().max(100) }), output: z.strictObject({}) },
  /** Leaves an item as it is, or asks about it again. */
  'review.keepOff': { input: itemRef.extend({ isKeptOff: z.boolean() }), output: z.strictObject({}) },
} as const;
