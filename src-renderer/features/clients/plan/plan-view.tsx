import { KeyRound, TriangleAlert } from 'lucide-react';
import type { ClientPlanView } from '../../../../src-relay/control/contract.ts';
import { formatCounted } from '../../../ui/number-format.ts';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import styles from './plan.module.css';
import { PlannedFile } from './planned-file.tsx';
import { ThreeWay } from './three-way.tsx';

/** Exactly what would be written: warnings, servers that move, entries that are replaced, and every file line by line. */
export function PlanView({ plan }: { readonly plan: ClientPlanView }) {
  const { warnings, imports, files, action, changedSince } = plan;
  // What moves is said already.
  const moved = new Set(imports.filter(({ skipped }) => skipped === null).map(({ name }) => name));
  const replaced = plan.replaced.filter((name) => !moved.has(name));
  return (
    <>
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Mind">
          {warnings.map((warning) => (
            <li key={warning} className={styles.warning}>
              <TriangleAlert aria-hidden />
              <span>
                <UntrustedText prose text={warning} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {changedSince.length > 0 && (
        <section className={styles.section} aria-labelledby="plan-since">
          <h3 id="plan-since">What was changed since</h3>
          {changedSince.map((file) => (
            <ThreeWay key={file.path} file={file} />
          ))}
        </section>
      )}
      {imports.length > 0 && (
        <section className={styles.section} aria-labelledby="plan-imports">
          <h3 id="plan-imports">
            {action === 'disconnect' ? 'Servers that go back' : 'Servers that move behind the relay'}
          </h3>
          <ul className={styles.imports}>
            {imports.map((one) => (
              <Import key={one.name} server={one} />
            ))}
          </ul>
        </section>
      )}
      {replaced.length > 0 && (
        <section className={styles.section} aria-labelledby="plan-replaced">
          <h3 id="plan-replaced">Entries that are taken out or written anew</h3>
          <ul className={styles.names}>
            {replaced.map((name) => (
              <li key={name}>
                <UntrustedText inline text={name} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section} aria-labelledby="plan-files">
        <h3 id="plan-files">
          {files.length === 0
            ? 'No file changes'
            : `${formatCounted(files.length, 'file')} ${files.length === 1 ? 'changes' : 'change'}`}
        </h3>
        {files.map((file) => (
          <PlannedFile key={file.path} file={file} />
        ))}
      </section>
    </>
  );
}

function Import({ server }: { readonly server: ClientPlanView['imports'][number] }) {
  const { name, as, what, secrets, duplicateOf, skipped } = server;
  return (
    <li className={styles.import}>
      <span className={styles.importName}>
        <UntrustedText inline text={name} />
        {as !== name && duplicateOf === null && skipped === null && (
          <span className={styles.quiet}>
            as <UntrustedText inline text={as} />
          </span>
        )}
      </span>
      <span className={styles.importWhat}>
        <UntrustedText inline text={what} />
      </span>
      {skipped !== null && (
        <span className={styles.note}>
          Stays where it is: <UntrustedText prose text={skipped} />
        </span>
      )}
      {duplicateOf !== null && (
        <span className={styles.note}>
          The relay runs the same already, as <UntrustedText inline text={duplicateOf} />.
        </span>
      )}
      {secrets.map((secret) => (
        <span key={secret.place} className={styles.secret}>
          <KeyRound aria-hidden />
          <span>
            <UntrustedText inline text={secret.place} /> goes to the secret store as{' '}
            <UntrustedText inline text={secret.name} />
          </span>
        </span>
      ))}
    </li>
  );
}
