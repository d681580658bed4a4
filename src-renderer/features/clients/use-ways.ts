import { useEffect, useState } from 'react';
import type { ProcedureOutput } from '../../../src-relay/control/contract.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { app } from '../../state/app.ts';

interface LoadedWays {
  /** Undefined before the first answer. */
  readonly ways: ProcedureOutput<'clients.ways'> | undefined;
  readonly failure: string | undefined;
}

/** How an app is connected by hand. */
export function useWays(): LoadedWays {
  const [loaded, setLoaded] = useState<LoadedWays>({ ways: undefined, failure: undefined });
  useEffect(() => {
    let isOver = false;
    app.clients.ways().then(
      (ways) => {
        if (!isOver) setLoaded({ ways, failure: undefined });
      },
      (error: unknown) => {
        if (!isOver) setLoaded({ ways: undefined, failure: sentenceOf(error) });
      },
    );
    return () => {
      isOver = true;
    };
  }, []);
  return loaded;
}
