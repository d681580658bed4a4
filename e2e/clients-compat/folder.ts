/** Where the clients are installed, within the repository. */
export const FOLDER = 'e2e/clients-compat';
