import { useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './client-detail.module.css';
import { FileActions } from './file-actions.tsx';

/** The bundle for Claude Desktop: whom it lets in is registered when somebody asks for it. */
export function Bundle({ path }: { readonly path: string }) {
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<string>();
  const ask = (): void => {
    app.clients.letIn('claude-desktop').then(
      () => setAsked(true),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  };
  if (!isAsked) {
    return (
      <>
        <p className={styles.quiet}>Claude Desktop takes a bundle, too, which leaves its file alone.</p>
        <div>
          <Button onClick={ask}>Get the bundle</Button>
        </div>
        {failure !== undefined && <InlineFailure text={failure} />}
      </>
    );
  }
  return (
    <>
      <p className={styles.quiet}>Open this file with Claude Desktop: it asks you whether to install it.</p>
      <p className={styles.reason}>
        <UntrustedText inline text={path} />
      </p>
      <FileActions path={path} />
    </>
  );
}
