import { useEffect, useRef, useState } from 'react';
import type { ClientFile } from '../../../../src-relay/control/contract.ts';
import { clientLink } from '../../../app/route.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { formatCounted } from '../../../ui/number-format.ts';
import { OneLine } from '../../../ui/one-line.tsx';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import { ClientMark } from '../client-mark.tsx';
import { BY_HAND } from '../places.ts';
import { meaningOf, nextActionOf } from '../words.ts';
import styles from './setup.module.css';
import { SetupStep } from './setup-step.tsx';

interface ChooseAppsProps {
  readonly files: readonly ClientFile[];
  readonly onChosen: (files: readonly ClientFile[]) => void;
  readonly onSkip: () => void;
}

/** The apps that were found, those to connect marked. */
export function ChooseApps({ files, onChosen, onSkip }: ChooseAppsProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const open = files.filter((file) => nextActionOf(file) !== undefined);
  const chosen = open.filter(({ file }) => !left.has(file));
  const primary = useRef<HTMLButtonElement>(null);
  useEffect(() => primary.current?.focus(), []);
  const toggle = (file: string): void =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(file)) after.add(file);
      return after;
    });
  return (
    <SetupStep
      title={files.length === 0 ? 'No AI app was found' : `${formatCounted(files.length, 'AI app')} on this computer`}
      actions={
        <>
          <Button ref={primary} kind="primary" onClick={() => onChosen(chosen)}>
            {chosen.length === 0 ? 'Go on without' : 'Show what will change'}
          </Button>
          <Button kind="quiet" onClick={onSkip}>
            Skip this
          </Button>
        </>
      }
    >
      <p className={styles.quiet}>
        {files.length === 0
          ? 'Install one, start it once, and come back here; or connect any MCP client by hand.'
          : 'Once an app is connected, every call that it makes goes through the relay and is scanned. Nothing is written before you have seen it.'}
      </p>
      {files.length === 0 ? (
        <div>
          <LinkButton href={clientLink(BY_HAND)}>Connect one by hand</LinkButton>
        </div>
      ) : (
        <ul className={styles.apps}>
          {files.map((file) => {
            const isOpen = nextActionOf(file) !== undefined;
            return (
              <li key={file.file}>
                <label className={styles.app}>
                  <input
                    type="checkbox"
                    checked={isOpen && !left.has(file.file)}
                    disabled={!isOpen}
                    onChange={() => toggle(file.file)}
                  />
                  <span className={styles.appName}>
                    <span className={styles.strong}>{file.title}</span>
                    <span className={styles.appPath}>
                      <OneLine text={file.file} />
                    </span>
                    {file.state === 'broken' && (
                      <span className={styles.quiet}>
                        <UntrustedText prose text={meaningOf(file)} />
                      </span>
                    )}
                  </span>
                  <ClientMark file={file} />
                </label>
              </li>
            );
          })}
        </ul>
      )}
    </SetupStep>
  );
}
