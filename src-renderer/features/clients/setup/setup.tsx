import { useEffect, useState } from 'react';
import type { ClientFile, ProcedureOutput } from '../../../../src-relay/control/contract.ts';
import { navigate } from '../../../app/navigation.ts';
import { clientLink } from '../../../app/route.ts';
import { app } from '../../../state/app.ts';
import { useEscape } from '../../../ui/use-escape.ts';
import { PlanForm } from '../plan/plan-form.tsx';
import { nextActionOf, planTitle } from '../words.ts';
import { ChooseApps } from './choose-apps.tsx';
import { SetupDone } from './setup-done.tsx';
import { SetupStep } from './setup-step.tsx';
import styles from './setup.module.css';
import { TryIt } from './try-it.tsx';

type Step =
  | { readonly at: 'choose' }
  /** One app after the other: what is written for one changes what the next one finds. */
  | { readonly at: 'connect'; readonly rest: readonly ClientFile[]; readonly count: number }
  | { readonly at: 'try' }
  | { readonly at: 'done' };

/** The guided way: which apps are there, what will change, connecting them, one call, done. */
export function Setup({ files }: { readonly files: readonly ClientFile[] }) {
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const [connected, setConnected] = useState<readonly ProcedureOutput<'clients.apply'>['file'][]>([]);
  // Whoever goes elsewhere has left it.
  useEffect(
    () => () => {
      if (app.clients.store.getState().isFirstRun) void app.clients.rememberSetup();
    },
    [],
  );
  const leave = (): void => {
    void app.clients.rememberSetup();
    navigate(clientLink());
  };
  useEscape(true, leave);
  return (
    <div className={styles.setup}>
      <ol className={styles.steps} aria-label="Steps">
        {(['choose', 'connect', 'try', 'done'] as const).map((at, index) => (
          <li key={at} aria-current={at === step.at ? 'step' : undefined}>
            {index + 1}. {TITLES[at]}
          </li>
        ))}
      </ol>
      {content()}
    </div>
  );

  function content() {
    switch (step.at) {
      case 'choose':
        return (
          <ChooseApps
            files={files}
            onSkip={leave}
            onChosen={(chosen) =>
              setStep(chosen.length === 0 ? { at: 'try' } : { at: 'connect', rest: chosen, count: chosen.length })
            }
          />
        );
      case 'connect': {
        const [file, ...rest] = step.rest;
        if (!file) return null;
        const action = nextActionOf(file) ?? 'connect';
        const next = (): void =>
          setStep(rest.length === 0 ? { at: 'try' } : { at: 'connect', rest, count: step.count });
        const title = planTitle(file.title, action);
        return (
          <SetupStep
            key={file.file}
            title={step.count === 1 ? title : `${title} (${step.count - rest.length} of ${step.count})`}
            isWhole
          >
            <PlanForm
              file={file}
              action={action}
              cancelWords="Leave it out"
              startsWithApply
              onCancel={next}
              onDone={({ file: now }) => {
                setConnected((before) => [...before, now]);
                next();
              }}
            />
          </SetupStep>
        );
      }
      case 'try':
        return <TryIt onNext={() => setStep({ at: 'done' })} />;
      case 'done':
        return <SetupDone connected={connected} onEnd={leave} />;
    }
  }
}

const TITLES = { choose: 'Find apps', connect: 'Connect them', try: 'Try it', done: 'Done' } as const;
