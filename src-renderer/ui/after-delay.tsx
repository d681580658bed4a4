import { type ReactNode, useEffect, useState } from 'react';

const DELAY_MS = 300;

/** Shows its children only when it has been there for 300 ms: what is quick needs no sign of progress. */
export function AfterDelay({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}
