import { useEffect, useState } from 'react';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';

const EVERY_MS = 2000;

interface ServerLog {
  /** Undefined before the first answer. */
  readonly lines: readonly string[] | undefined;
  /** The file that has more of them; null where they are kept in none. */
  readonly file: string | null;
  /** Why they could not be read the last time. */
  readonly failure: string | undefined;
}

/** The last lines of a server's error output, asked anew every two seconds while somebody looks. */
export function useServerLog(server: string): ServerLog {
  const [log, setLog] = useState<ServerLog>({ lines: undefined, file: null, failure: undefined });
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const said = document.visibilityState === 'visible' ? await app.servers.log(server) : undefined;
        if (said && !isOver)
          setLog((log) => (isSame(log.lines, said.lines) && !log.failure ? log : { ...said, failure: undefined }));
      } catch (error) {
        if (!isOver) setLog((log) => ({ ...log, failure: sentenceOf(error) }));
      }
      if (!isOver) timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [server]);
  return log;
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a !== undefined && a.length === b.length && a.every((line, index) => line === b[index]);
}
