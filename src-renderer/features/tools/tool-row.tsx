import type { MouseEvent } from 'react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { toolLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { useTools } from '../../state/hooks.ts';
import { toolKey } from '../../state/tools.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { shortName } from '../../ui/short-name.ts';
import { Switch } from '../../ui/switch.tsx';
import { ToolStateMark } from '../../ui/tool-state-mark.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { spelledOut } from '../../ui/untrusted/odd-characters.ts';
import { switchTool } from './switch-tool.ts';
import { keyHintsOf } from './tool-hints.ts';
import styles from './tool-list.module.css';
import { ToolNames } from './tool-names.tsx';
import { isSwitchable, stateWords } from './tool-words.ts';

interface ToolRowProps {
  readonly tool: Tool;
  readonly index: number;
  /** Where it stands in the list, in pixels. */
  readonly top: number;
  /** Takes the row to be measured: one whose last change did not work is higher. */
  readonly measure: (row: HTMLElement | null) => void;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly onOpen: () => void;
}

/** Characters of a description that a row holds at most. */
const MOST = 300;

/** One tool: its name, its state, what it is or why it is off, and its switch where it has one. */
export function ToolRow({ tool, index, top, measure, isOpen, isCursor, onOpen }: ToolRowProps) {
  const key = toolKey(tool.server, tool.name);
  const pending = useTools((s) => s.pending[key] ?? false);
  // An open detail says itself what did not work.
  const refused = useTools((s) => (isOpen ? undefined : s.failures[key]));
  const words = stateWords(tool);
  const click = ({ target }: MouseEvent<HTMLDivElement>): void => {
    if (target instanceof Element && target.closest('a, button, [role="switch"]') === null) onOpen();
  };
  return (
    <div
      ref={measure}
      data-index={index}
      id={`tool-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-cursor={isCursor || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={click}
    >
      <span role="gridcell" className={styles.name}>
        <a href={toolLink(tool.server, tool.name)} tabIndex={-1}>
          <ToolNames tool={tool} />
        </a>
      </span>
      <span role="gridcell" className={styles.state}>
        <ToolStateMark state={tool.state} />
      </span>
      <span role="gridcell" className={styles.hints}>
        {keyHintsOf(tool.annotations).join(', ')}
      </span>
      <span role="gridcell" className={styles.about}>
        {tool.state === 'enabled' ? (
          <UntrustedText inline text={(tool.description ?? '').slice(0, MOST)} />
        ) : (
          <span title={spelledOut(words.reason)}>
            <UntrustedText prose text={words.reason.slice(0, MOST)} />
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.switch}>
        {isSwitchable(tool.state) ? (
          <Switch
            bare
            label={`${shortName(tool.shown ?? tool.name)} is on`}
            checked={tool.state === 'enabled'}
            pending={pending}
            onChange={(next) => void switchTool(tool, next)}
          />
        ) : (
          words.wayOut !== undefined && (
            <a className={styles.look} tabIndex={-1} href={toolLink(tool.server, tool.name)}>
              {tool.state === 'disabled - changed' ? 'Review' : 'Why'}
            </a>
          )
        )}
      </span>
      {refused !== undefined && (
        <div role="gridcell" className={styles.refused}>
          <InlineFailure text={refused} onDismiss={() => app.tools.dismissFailure(tool.server, tool.name)} />
        </div>
      )}
    </div>
  );
}
