import type { ClientFile } from '../../../src-relay/control/contract.ts';

/** A name for a client's file in an address: the client's own where it has one file, with a number where it has several. */
export function clientKey(files: readonly ClientFile[], file: ClientFile): string {
  const same = files.filter(({ id }) => id === file.id);
  const at = same.findIndex((one) => one.file === file.file);
  return at <= 0 ? file.id : `${file.id}-${at + 1}`;
}

/** The file that an address names. */
export function fileByKey(files: readonly ClientFile[], key: string | undefined): ClientFile | undefined {
  return files.find((file) => clientKey(files, file) === key);
}
