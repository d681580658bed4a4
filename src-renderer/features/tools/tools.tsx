import { navigate, replacePlace } from '../../app/navigation.ts';
import { app } from '../../state/app.ts';
import { useConnection, useTools } from '../../state/hooks.ts';
import { ALL_TOOLS } from '../../state/tools-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { focusListSoon } from '../../ui/focus-list.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { shortName } from '../../ui/short-name.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { NoTools } from './no-tools.tsx';
import { ToolDetail } from './tool-detail.tsx';
import { ToolList } from './tool-list.tsx';
import { toolPlace, useToolsQuery } from './tool-place.ts';
import { ToolsFilter } from './tools-filter.tsx';
import styles from './tools.module.css';

interface ToolsProps {
  readonly server: string | undefined;
  readonly name: string | undefined;
}

/** A comparison of definitions wants room. */
const DETAIL_SHARE = 58;

/** The tools screen: the registry with every state, and one tool beside it. */
export function Tools({ server, name }: ToolsProps) {
  const tools = useTools((s) => s.tools);
  const failure = useTools((s) => s.failure);
  const isGone = useConnection((s) => s.connection === 'lost' || s.connection === 'signed-out');
  const query = useToolsQuery(server, name);
  const open = server !== undefined && name !== undefined ? { server, name } : undefined;
  const close = (): void => {
    replacePlace(toolPlace(query));
    focusListSoon();
  };
  useEscape(open !== undefined, close);

  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Tools</h1>
      {content()}
    </div>
  );

  function content() {
    if (!tools && isGone) {
      return (
        <EmptyState title="The tools are not known yet">
          <p>They show here as soon as the relay answers.</p>
        </EmptyState>
      );
    }
    if (!tools) {
      if (failure === undefined) return <SkeletonRows label="Loading the tools" />;
      return <ErrorState title="The tools cannot be read" cause={failure} onRetry={() => void app.tools.load()} />;
    }
    if (tools.length === 0 && !open) return <NoTools />;
    return (
      <>
        <ToolsFilter tools={tools} query={query} onChange={(next) => replacePlace(toolPlace(next, open))} />
        <MasterDetail
          name="tools"
          initialShare={DETAIL_SHARE}
          detailLabel={open ? `Tool ${shortName(open.name)}` : 'Tool'}
          master={
            <ToolList
              tools={tools}
              query={query}
              open={open}
              onOpen={(tool, isMoved) => (isMoved ? replacePlace : navigate)(toolPlace(query, tool))}
              onClear={() => replacePlace(toolPlace(ALL_TOOLS, open))}
            />
          }
          detail={
            open && (
              <ToolDetail key={`${open.server} ${open.name}`} server={open.server} name={open.name} onClose={close} />
            )
          }
        />
      </>
    );
  }
}
