import { useEffect } from 'react';
import { replacePlace } from '../../../app/navigation.ts';
import { clientLink } from '../../../app/route.ts';
import { useClients } from '../../../state/hooks.ts';
import { SETUP } from '../places.ts';

/** It opens by itself once in the life of a page: whoever comes back to where it opens wants to be there. */
let hasOpened = false;

/** Opens the set-up by itself where nothing was ever connected and nobody has gone through it or left it. */
export function useFirstRun(): void {
  const isFirstRun = useClients((s) => s.isFirstRun);
  useEffect(() => {
    if (!isFirstRun || hasOpened) return;
    hasOpened = true;
    replacePlace(clientLink(SETUP));
  }, [isFirstRun]);
}
