import type * as Electron from 'electron';
import { guarded } from './guard.ts';

/** No spec shall depend on an answer that nobody gave: each one patches the dialog it expects. */
function notAnswered(name: string): Promise<never> {
  return Promise.reject(
    new Error(
      `electron-host: dialog.${name} was not answered: patch dialog.${name} in the spec, by evaluate or a hook`,
    ),
  );
}

/** Electron's dialog. What asks is for the spec to answer; what only tells goes to stderr, as Electron does without a display. */
export const dialog = guarded('dialog', {
  showMessageBox: () => notAnswered('showMessageBox'),
  showOpenDialog: () => notAnswered('showOpenDialog'),
  showSaveDialog: () => notAnswered('showSaveDialog'),
  showCertificateTrustDialog: () => notAnswered('showCertificateTrustDialog'),
  showErrorBox(title: string, content: string) {
    process.stderr.write(`${title}\n${content}\n`);
  },
} satisfies Pick<
  Electron.Dialog,
  'showMessageBox' | 'showOpenDialog' | 'showSaveDialog' | 'showCertificateTrustDialog' | 'showErrorBox'
>);
