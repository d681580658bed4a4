import { useState } from 'react';
import type { Tool, ToolDetail } from '../../../src-relay/control/contract.ts';
import { useTools } from '../../state/hooks.ts';
import { isKeptOff } from '../../state/kept-off.ts';
import { toolKey } from '../../state/tools.ts';
import { useKeptOff } from '../../state/use-kept-off.ts';
import { Button } from '../../ui/button.tsx';
import { ExceptTool } from '../exceptions/except-tool.tsx';
import { approveTool, askAgain, keepToolOff } from './switch-tool.ts';
import styles from './tool-decision.module.css';

interface ToolDecisionProps {
  readonly tool: Tool;
  /** The definition that is shown; undefined while it is being read. */
  readonly detail: ToolDetail | undefined;
  readonly onReload: () => void;
}

/** What one can decide about a tool that the relay keeps off. */
export function ToolDecision({ tool, detail, onReload }: ToolDecisionProps) {
  const isKept = isKeptOff(useKeptOff(), tool);
  const pending = useTools((s) => s.pending[toolKey(tool.server, tool.name)] ?? false);
  const isChanged = tool.state === 'disabled - changed';
  const isRisk = tool.state === 'disabled - security risk';
  const [isExcepting, setExcepting] = useState(false);
  const approve = async (hash: string): Promise<void> => {
    // Where it changed again meanwhile, what is on the screen is no longer what there is.
    if (!(await approveTool(tool, hash))) onReload();
  };
  return (
    <div className={styles.decision}>
      {isChanged && (
        <Button
          kind="primary"
          disabled={pending || detail === undefined}
          onClick={() => detail && void approve(detail.hash)}
        >
          Approve this definition
        </Button>
      )}
      {isKept ? (
        <>
          <span className={styles.kept}>Kept off: Overview does not ask about it.</span>
          <Button kind="quiet" onClick={() => askAgain(tool)}>
            Ask again
          </Button>
        </>
      ) : (
        <Button onClick={() => keepToolOff(tool)}>Keep it off</Button>
      )}
      {isRisk && (
        <Button kind="danger" disabled={detail === undefined} onClick={() => setExcepting(true)}>
          Allow it all the same…
        </Button>
      )}
      {isExcepting && detail && <ExceptTool tool={detail} onClose={() => setExcepting(false)} />}
    </div>
  );
}
