import { useMemo } from 'react';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { parametersOf } from './parameters.ts';
import detailStyles from './tool-detail.module.css';
import styles from './tool-parameters.module.css';

/** The parameters of a tool as a table. */
export function ToolParameters({ definition }: { readonly definition: string }) {
  const parameters = useMemo(() => parametersOf(definition), [definition]);
  if (!parameters) return null;
  const { rows, isCut, takesOthers } = parameters;
  return (
    <section className={detailStyles.section} aria-labelledby="tool-parameters">
      <div className={detailStyles.heading}>
        <h3 id="tool-parameters">Parameters</h3>
      </div>
      {rows.length === 0 ? (
        <p className={detailStyles.quiet}>{takesOthers ? 'It names none, and takes any.' : 'It takes none.'}</p>
      ) : (
        <table className={styles.table} aria-labelledby="tool-parameters">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Description</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.path}>
                <th scope="row">
                  <UntrustedText inline text={row.path} />
                  {row.required && <span className={styles.required}>required</span>}
                </th>
                <td>
                  <UntrustedText inline text={row.type} />
                  {row.notes.length > 0 && (
                    <span className={styles.notes}>
                      <UntrustedText inline text={row.notes.join(', ')} />
                    </span>
                  )}
                </td>
                <td>{row.description !== undefined && <UntrustedText inline text={row.description} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isCut && <p className={detailStyles.quiet}>There are more: the definition below names them all.</p>}
      {rows.length > 0 && !takesOthers && <p className={detailStyles.quiet}>It takes no others.</p>}
    </section>
  );
}
