import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import styles from './client-detail.module.css';
import { useWays } from './use-ways.ts';

/** Leads to a file on the disk: shows it in its folder where there is a desktop, and copies its path. */
export function FileActions({ path }: { readonly path: string }) {
  const { ways } = useWays();
  const [failure, setFailure] = useState<string>();
  const reveal = (): void => {
    app.clients.reveal(path).then(
      () => setFailure(undefined),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  };
  return (
    <>
      <div className={styles.buttons}>
        {ways?.hasDesktop === true && (
          <Button icon={<FolderOpen aria-hidden />} onClick={reveal}>
            Show in its folder
          </Button>
        )}
        <CopyButton words text={path} label="Copy the path" />
        <Button kind="quiet" onClick={() => void app.clients.load()}>
          Look again
        </Button>
      </div>
      {failure !== undefined && <InlineFailure text={failure} onDismiss={() => setFailure(undefined)} />}
    </>
  );
}
