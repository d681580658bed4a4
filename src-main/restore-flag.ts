/** Given to an app that is being uninstalled: it gives AI clients back what they had, opens no window, and ends. */
export const RESTORE_FLAG = '--restore-clients';
