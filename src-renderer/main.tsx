// First: what follows makes schemas.
import './app/no-eval.ts';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Frame } from './app/frame.tsx';
import { followAddress, navigate } from './app/navigation.ts';
import { listenToShortcuts } from './app/shortcuts.ts';
import { onPageKeyChange, takePageKey } from './control/page-key.ts';
import { app } from './state/app.ts';
import { wearAppearance } from './theme/appearance.ts';

wearAppearance();
followAddress();
addEventListener('hashchange', () => {
  // A new link pasted into this tab changes nothing but the fragment.
  if (takePageKey()) app.retry();
  followAddress();
});
onPageKeyChange(() => app.retry());
listenToShortcuts();
app.start(navigate);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Frame />
    </StrictMode>,
  );
}
