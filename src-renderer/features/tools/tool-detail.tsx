import { toolLink } from '../../app/route.ts';
import { useServers, useTools } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { DetailHeader } from '../../ui/detail-header.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HiddenMark } from '../../ui/hidden-mark.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { OneLine } from '../../ui/one-line.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ToolAbout } from './tool-about.tsx';
import { ToolChange } from './tool-change.tsx';
import { ToolDefinition } from './tool-definition.tsx';
import styles from './tool-detail.module.css';
import { ToolFlags } from './tool-flags.tsx';
import { ToolParameters } from './tool-parameters.tsx';
import { ToolStatePanel } from './tool-state-panel.tsx';
import { useToolDetail } from './use-tool-detail.ts';

interface ToolDetailProps {
  readonly server: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** All about one tool: its state and the way out, what it says of itself, its parameters and its definition. */
export function ToolDetail({ server, name, onClose }: ToolDetailProps) {
  const listed = useTools((s) => s.tools?.find((one) => one.server === server && one.name === name));
  const isHidden = useServers((s) => s.servers?.some((one) => one.name === server && one.hidden && !one.internal));
  const { detail, failure, reload } = useToolDetail(server, name);
  const tool = listed ?? detail;
  const header = (
    <DetailHeader onClose={onClose}>
      <h2 className={styles.title}>
        <OneLine text={tool?.shown ?? name} strong />
      </h2>
      {isHidden && <HiddenMark />}
    </DetailHeader>
  );
  if (!listed && detail === undefined && failure !== undefined) {
    return (
      <>
        {header}
        <EmptyState title="This tool is not there" action={<LinkButton href={toolLink()}>Show all tools</LinkButton>}>
          <p>{failure}</p>
        </EmptyState>
      </>
    );
  }
  if (!tool) {
    return (
      <>
        {header}
        <div className={styles.waiting}>
          <Spinner text="Reading the definition" />
        </div>
      </>
    );
  }
  return (
    <>
      {header}
      <div className={styles.body}>
        <ToolStatePanel tool={tool} detail={detail} onReload={reload} />
        {failure !== undefined && (
          <div className={styles.section}>
            <InlineFailure text={failure} />
            <div>
              <Button onClick={reload}>Read the definition again</Button>
            </div>
          </div>
        )}
        {tool.flags.length > 0 && <ToolFlags flags={tool.flags} />}
        {detail && tool.state === 'disabled - changed' && <ToolChange detail={detail} />}
        <ToolAbout tool={tool} detail={detail} />
        {detail && <ToolParameters definition={detail.definition} />}
        {detail && <ToolDefinition detail={detail} />}
      </div>
    </>
  );
}
