import type { Tool, ToolDetail } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { useTools } from '../../state/hooks.ts';
import { toolKey } from '../../state/tools.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ToolStateMark } from '../../ui/tool-state-mark.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { switchTool } from './switch-tool.ts';
import { ToolDecision } from './tool-decision.tsx';
import detailStyles from './tool-detail.module.css';
import styles from './tool-state-panel.module.css';
import { isSwitchable, stateWords } from './tool-words.ts';

interface ToolStatePanelProps {
  readonly tool: Tool;
  /** Undefined while it is being read. */
  readonly detail: ToolDetail | undefined;
  readonly onReload: () => void;
}

/** The state of a tool: why, what follows, and the way out, with its button or switch. */
export function ToolStatePanel({ tool, detail, onReload }: ToolStatePanelProps) {
  const key = toolKey(tool.server, tool.name);
  const pending = useTools((s) => s.pending[key] ?? false);
  const refused = useTools((s) => s.failures[key]);
  const { reason, effect, wayOut } = stateWords(tool);
  const isRisk = tool.state === 'disabled - security risk';
  const isChanged = tool.state === 'disabled - changed';
  return (
    <section className={[detailStyles.section, isRisk && styles.risk].filter(Boolean).join(' ')} aria-label="State">
      {isSwitchable(tool.state) ? (
        <div className={styles.switch}>
          <Switch
            label={tool.state === 'enabled' ? 'On' : 'Switched off'}
            consequence={tool.state === 'enabled' ? `${effect} ${reason}` : effect}
            checked={tool.state === 'enabled'}
            pending={pending}
            onChange={(next) => void switchTool(tool, next)}
          />
        </div>
      ) : (
        <>
          <ToolStateMark state={tool.state} />
          <p className={isRisk ? styles.worst : styles.reason}>
            <UntrustedText prose text={reason} />
          </p>
          <p className={detailStyles.quiet}>
            {effect} {wayOut}
          </p>
        </>
      )}
      {(isRisk || isChanged) && <ToolDecision tool={tool} detail={detail} onReload={onReload} />}
      {refused !== undefined && (
        <InlineFailure text={refused} onDismiss={() => app.tools.dismissFailure(tool.server, tool.name)} />
      )}
    </section>
  );
}
