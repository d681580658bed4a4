import { useState } from 'react';
import type { FindingExceptionView } from '../../../src-relay/control/contract.ts';
import { serverLink, toolLink } from '../../app/route.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { useNow } from '../../ui/now.ts';
import { fullTime, relativeTime } from '../../ui/time-format.ts';
import { BoxedText } from '../../ui/untrusted/boxed-text.tsx';
import styles from './policy.module.css';

const SIDES = { definition: 'definition', request: 'request', response: 'answer' } as const;

/** One row an exception: what is allowed, where, why, until when. */
export function ExceptionTable({ exceptions }: { readonly exceptions: readonly FindingExceptionView[] }) {
  const now = useNow();
  const [removing, setRemoving] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const remove = async (id: string): Promise<void> => {
    setRemoving(id);
    setFailure(undefined);
    try {
      await app.exceptions.remove(id);
      app.toasts.show('Removed: it is a finding again.');
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setRemoving(undefined);
    }
  };
  return (
    <section className={styles.section} aria-label="Exceptions">
      <h2 className={styles.heading}>Exceptions</h2>
      <p className={styles.about}>Findings that somebody has said are none. Everything else is found as before.</p>
      {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What is allowed</th>
            <th scope="col">Why</th>
            <th scope="col">Until</th>
            <th scope="col" className={styles.number}>
              Used
            </th>
            <th scope="col">
              <span className={styles.heard}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {exceptions.map((one) => (
            <tr key={one.id}>
              <td className={styles.mono}>
                <a href={one.tool === null ? serverLink(one.server) : toolLink(one.server, one.tool)}>
                  <BoxedText text={one.tool === null ? `${one.server} · all tools` : `${one.server} · ${one.tool}`} />
                </a>
              </td>
              <td>
                <span className={styles.mono}>{one.detector}</span>
                <span className={styles.note}>
                  {one.place === null ? 'one value' : <BoxedText text={`whatever stands at ${one.place}`} />} in the{' '}
                  {SIDES[one.direction]}
                </span>
              </td>
              <td className={styles.why}>
                <BoxedText text={one.reason} />
                <span className={styles.note} title={fullTime(one.createdAt)}>
                  {relativeTime(one.createdAt, now)}
                </span>
              </td>
              <td className={styles.until} title={one.expiresAt === null ? undefined : fullTime(one.expiresAt)}>
                {one.expiresAt === null ? 'removed' : relativeTime(one.expiresAt, now)}
              </td>
              <td className={styles.number}>{one.uses}</td>
              <td className={styles.act}>
                <Button
                  disabled={removing !== undefined}
                  aria-label={`Remove the exception for ${one.detector} at ${one.server}`}
                  onClick={() => void remove(one.id)}
                >
                  Remove
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
