import { useLayoutEffect, useRef } from 'react';
import type { Server } from '../../../src-relay/control/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './error-output.module.css';
import sections from './server-detail.module.css';
import { useServerLog } from './use-server-log.ts';

/** Pixels from the end at which a reader still follows it. */
const NEAR = 8;

/** What a server last wrote to its error output; the view follows the end unless one has scrolled up. */
export function ErrorOutput({ server }: { readonly server: Server }) {
  const { lines, file, failure } = useServerLog(server.name);
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  if (server.kind !== 'stdio' && !lines?.length) return null;
  return (
    <section className={sections.section} aria-labelledby="error-output">
      <div className={sections.heading}>
        <h3 id="error-output">Error output</h3>
        {lines && lines.length > 0 && (
          <>
            <span className={sections.quiet}>
              {lines.length === 1 ? 'its last line' : `its last ${lines.length} lines`}
            </span>
            <span className={sections.space} />
            <CopyButton text={() => lines.join('\n')} label="Copy the error output" />
          </>
        )}
      </div>
      {failure !== undefined && <InlineFailure text={failure} />}
      {lines?.length === 0 && <p className={sections.quiet}>It has written nothing to its error output.</p>}
      {lines && lines.length > 0 && (
        <div
          ref={box}
          className={styles.box}
          role="log"
          aria-live="off"
          aria-labelledby="error-output"
          tabIndex={0}
          onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
            follows.current = scrollTop + clientHeight > scrollHeight - NEAR;
          }}
        >
          {lines.map((line, index) => (
            // Lines have no names, and leave at the front: what stands at a place is drawn anew.
            <div key={index} className={styles.line}>
              <UntrustedText inline text={line} />
            </div>
          ))}
        </div>
      )}
      {file !== null && lines && lines.length > 0 && (
        <p className={sections.quiet}>
          More of it is in <UntrustedText inline text={file} />
        </p>
      )}
    </section>
  );
}
