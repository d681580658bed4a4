import type { Tool, ToolDetail } from '../../../src-relay/control/contract.ts';
import { activityLink, serverLink } from '../../app/route.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { fullTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './tool-about.module.css';
import detailStyles from './tool-detail.module.css';
import { hintsOf } from './tool-hints.ts';

interface ToolAboutProps {
  readonly tool: Tool;
  /** Undefined while it is being read. */
  readonly detail: ToolDetail | undefined;
}

/** What a tool says of itself, and what the relay knows of it. */
export function ToolAbout({ tool, detail }: ToolAboutProps) {
  const hints = hintsOf(tool.annotations);
  return (
    <section className={detailStyles.section} aria-label="About the tool">
      {tool.title !== null && <UntrustedText text={tool.title} />}
      {tool.description !== null && tool.description !== '' ? (
        <UntrustedText text={tool.description} />
      ) : (
        <p className={detailStyles.quiet}>It has no description.</p>
      )}
      <dl className={styles.facts}>
        <dt>Server</dt>
        <dd>
          <a className={detailStyles.link} href={serverLink(tool.server)}>
            <UntrustedText inline text={tool.server} />
          </a>
        </dd>
        {tool.shown !== null && tool.shown !== tool.name && (
          <>
            <dt>Name there</dt>
            <dd>
              <UntrustedText inline text={tool.name} />
            </dd>
          </>
        )}
        <dt>It claims to be</dt>
        <dd>{hints.length === 0 ? 'nothing: assume that it can change things' : hints.join(', ')}</dd>
        <dt>Calls</dt>
        <dd>
          <a className={detailStyles.link} href={activityLink({ servers: [tool.server], tools: [tool.name] })}>
            Show its calls
          </a>
        </dd>
        <dt>Definition</dt>
        <dd className={styles.hash}>
          <code title={tool.hash}>{tool.hash.slice(0, 12)}</code>
          <CopyButton text={tool.hash} label="Copy the SHA-256 of the definition" />
          <span className={detailStyles.quiet}>{approvalOf(tool, detail)}</span>
        </dd>
      </dl>
    </section>
  );
}

/** Since when the definition is approved, or that it is not. */
function approvalOf(tool: Tool, detail: ToolDetail | undefined): string {
  if (!detail) return '';
  if (detail.approvedAt === null) return tool.bypassed ? 'not scanned, so not approved' : 'not approved';
  const when = fullTime(detail.approvedAt).replace(/\.\d+$/u, '');
  return detail.approvedDefinition !== null ? `not approved; another one was on ${when}` : `approved on ${when}`;
}
