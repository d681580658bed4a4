import { useCallback, useEffect, useState } from 'react';
import type { ToolDetail } from '../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';
import { useTools } from '../../state/hooks.ts';

interface LoadedTool {
  /** Undefined before the first answer. */
  readonly detail: ToolDetail | undefined;
  /** Why it could not be read the last time. */
  readonly failure: string | undefined;
  readonly reload: () => void;
}

/** A tool with its definitions, asked anew when the registry says that the tool is another one. */
export function useToolDetail(server: string, name: string): LoadedTool {
  const version = useTools((s) => {
    const tool = s.tools?.find((one) => one.server === server && one.name === name);
    return tool && `${tool.hash} ${tool.state}`;
  });
  const [loaded, setLoaded] = useState<Omit<LoadedTool, 'reload'>>({ detail: undefined, failure: undefined });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      try {
        const detail = await app.tools.get(server, name);
        if (!isOver) setLoaded({ detail, failure: undefined });
      } catch (error) {
        if (!isOver) setLoaded((before) => ({ ...before, failure: sentenceOf(error) }));
      }
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [server, name, version, attempt]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...loaded, reload };
}
