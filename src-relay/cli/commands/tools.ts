import { createDataFolder } from '../../config/data-folder.ts';
import { createRegistryStore } from '../../registry/store.ts';
import { openDatabase } from '../../store/database.ts';
import { EXIT } from '../exit.ts';
import { workplace } from '../../host/workplace.ts';

/** `tools approve`: takes changed definitions as the approved ones; a running relay sees it at its next look. */
export async function approveToolsCommand(server: string | undefined, tool: string | undefined): Promise<number> {
  const { folder } = workplace();
  createDataFolder(folder);
  const database = await openDatabase(folder.database);
  const count = createRegistryStore(database).approvePending(server, tool);
  database.close();
  process.stderr.write(
    count === 0
      ? 'No changed definition waits for approval.\n'
      : `Approved ${count} changed definition${count === 1 ? '' : 's'}. A running relay takes them up when it lists the tools again.\n`,
  );
  return EXIT.done;
}
