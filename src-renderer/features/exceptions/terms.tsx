import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';

/** For how long an exception can be made, in words and in days. */
const SPANS = {
  day: { label: 'One day', days: 1 },
  month: { label: '30 days', days: 30 },
  year: { label: 'One year', days: 365 },
  ever: { label: 'Until I remove it', days: null },
} as const;
type Span = keyof typeof SPANS;

/** For how long an exception is to hold, and why it is made. */
export interface Terms {
  readonly span: Span;
  readonly reason: string;
}

export const FIRST_TERMS: Terms = { span: 'month', reason: '' };

/** The terms as the relay takes them; undefined as long as there is no reason. */
export function termsToSend({ span, reason }: Terms): { days: number | null; reason: string } | undefined {
  return reason.trim() === '' ? undefined : { days: SPANS[span].days, reason: reason.trim() };
}

interface TermsFieldsProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
  /** Somebody wanted to go on without a reason. */
  readonly wantsReason: boolean;
}

/** Asks for how long, and why: who finds the exception in a year has to know. */
export function TermsFields({ terms, onChange, wantsReason }: TermsFieldsProps) {
  return (
    <>
      <Choice
        label="For how long"
        value={terms.span}
        options={spanOptions}
        onChoose={(span) => onChange({ ...terms, span })}
      />
      <Field
        label="Why it is no finding"
        value={terms.reason}
        maxLength={500}
        placeholder="The sample key of our documentation"
        problem={wantsReason && terms.reason.trim() === '' ? 'Say why: it stands with the exception.' : undefined}
        onChange={(event) => onChange({ ...terms, reason: event.target.value })}
      />
    </>
  );
}

const spanOptions = (['day', 'month', 'year', 'ever'] as const).map((value) => ({ value, label: SPANS[value].label }));
