import { useState } from 'react';
import type { CallDetail } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { Choice } from '../../ui/choice.tsx';
import { BoxedText } from '../../ui/untrusted/boxed-text.tsx';
import type { NamedFinding } from '../activity/detail/payload.ts';
import { ExceptionDialog } from './exception-dialog.tsx';
import styles from './exceptions.module.css';

interface ExceptFindingProps {
  readonly call: CallDetail;
  readonly finding: NamedFinding;
  /** Its place in the call's findings. */
  readonly index: number;
  readonly onClose: () => void;
}

/** Asks what to except of a finding, and does it. */
export function ExceptFinding({ call, finding, index, onClose }: ExceptFindingProps) {
  const isKnown = finding.valueHash !== undefined;
  const [scope, setScope] = useState<'value' | 'place'>(isKnown ? 'value' : 'place');
  const [tools, setTools] = useState<'one' | 'all'>('one');
  const { server, tool, entryId } = call;
  return (
    <ExceptionDialog
      title="Allow this from now on"
      onClose={onClose}
      add={(terms) => app.exceptions.add({ entryId, finding: index, scope, allTools: tools === 'all', ...terms })}
    >
      <p className={styles.about}>
        <BoxedText text={finding.reason} /> Allowed, it passes as if{' '}
        <span className={styles.mono}>{finding.detector}</span> had not found it. The log keeps what is sensitive masked
        all the same.
      </p>
      <Choice
        label="What"
        value={scope}
        options={[
          {
            value: 'value',
            label: 'This value only',
            note: isKnown
              ? 'It is recognised by a keyed hash; the value itself is not kept.'
              : 'This entry is of an older version and does not say which value it was.',
            disabled: !isKnown,
          },
          { value: 'place', label: 'Whatever stands in this place', note: placeWords(finding) },
        ]}
        onChoose={setScope}
      />
      <Choice
        label="Where"
        value={tools}
        options={[
          { value: 'one', label: `Only ${tool ?? 'where it was found'} of ${server ?? 'this server'}` },
          { value: 'all', label: `All tools of ${server ?? 'this server'}` },
        ]}
        onChoose={setTools}
      />
    </ExceptionDialog>
  );
}

const SIDES = { definition: 'the definition', request: 'the request', response: 'the answer' } as const;

function placeWords({ path, inKey, direction }: NamedFinding): string {
  const place = path.map((step) => (typeof step === 'number' ? '[…]' : `.${step}`)).join('');
  return `${inKey ? 'The name' : 'The text'} at ${place.replace(/^\./u, '') || 'the top'} of ${SIDES[direction]}, whatever it is. Wider than one value.`;
}
