import type { ReviewItem } from '../pipeline/review/item.ts';
import type { Risk } from '../registry/risk/score.ts';
import type { Relay } from '../relay.ts';
import { ControlError } from './control-error.ts';
import {
  REVIEW_PROCEDURES,
  type ReviewDetail,
  type ReviewItem as ReviewItemView,
  type Risk as RiskView,
} from './contract-review.ts';
import { peopleMask } from './people-mask.ts';
import { answer, stored, type Handler } from './procedure.ts';

/** What answers the procedures about what waits for a person. */
export function reviewHandlers(relay: Relay): Readonly<Record<keyof typeof REVIEW_PROCEDURES, Handler>> {
  const { review } = relay;
  return {
    'review.list': answer(REVIEW_PROCEDURES['review.list'], async () => ({ items: review.items().map(itemView) })),
    'review.get': answer(REVIEW_PROCEDURES['review.get'], async ({ id }) => {
      const item = review.items().find((one) => one.id === id);
      if (!item) throw new ControlError('not_found', 'It no longer waits: it was decided on, or is as it was before.');
      return { ...itemView(item), ...textsOf(relay, item) };
    }),
    'review.accept': answer(REVIEW_PROCEDURES['review.accept'], async ({ items }) => {
      const { accepted, refused, undo } = await stored(() => review.accept(items));
      return { accepted: [...accepted], refused: [...refused], undo: undo ?? null };
    }),
    'review.undo': answer(REVIEW_PROCEDURES['review.undo'], async ({ undo }) => {
      const isDone = await stored(() => review.undo(undo));
      if (!isDone) throw new ControlError('conflict', 'It is too late to take this back: switch the tool off instead.');
      return {};
    }),
    'review.keepOff': answer(REVIEW_PROCEDURES['review.keepOff'], async ({ id, hash, isKeptOff }) => {
      const isDone = await stored(async () => review.keepOff(id, hash, isKeptOff));
      if (!isDone) throw new ControlError('conflict', 'It is another one by now: read it anew.');
      relay.reviewChanged();
      return {};
    }),
  };
}

/** A server's score as the contract shows it. */
export function riskView({ score, parts }: Risk): RiskView {
  return { score, parts: parts.map(({ points, text }) => ({ points, text: peopleMask().text(text) })) };
}

function itemView(item: ReviewItem): ReviewItemView {
  const { changes, flags, risk, ...rest } = item;
  return {
    ...rest,
    changes: changes.map((change) => ({ class: change.class, isRiskier: change.risk > 0, text: change.text })),
    flags: [...flags],
    risk: risk ? riskView(risk) : null,
  };
}

type Texts = Pick<ReviewDetail, 'before' | 'beforeAt' | 'after' | 'history'>;

function textsOf({ registry, trust, review }: Relay, { kind, server, tool }: ReviewItem): Texts {
  const none: Texts = { before: null, beforeAt: null, after: null, history: [] };
  if (kind === 'instructions') {
    const waiting = review.waitingInstructions(server);
    const history = historyOf(trust.history.of('instructions', server, ''));
    return {
      before: waiting?.before?.text ?? null,
      beforeAt: waiting?.before?.approvedAt ?? null,
      after: waiting?.text ?? null,
      history,
    };
  }
  if (tool === null) return none;
  const entry = registry.entry(server, tool);
  const approved = registry.approvedDefinition(server, tool);
  return {
    before: kind === 'flag' ? null : (approved?.definition ?? null),
    beforeAt: approved?.approvedAt ?? null,
    after: entry?.source ?? null,
    history: historyOf(trust.history.of('tool', server, tool)),
  };
}

function historyOf(past: ReturnType<Relay['trust']['history']['of']>): ReviewDetail['history'] {
  return past.map(({ definition, ...rest }) => ({ ...rest, text: definition }));
}
