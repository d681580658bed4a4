import { createDataFolder } from '../../config/data-folder.ts';
import { isClientName } from '../../gateway/client-name.ts';
import { createToken, readTokens, revokeTokens } from '../../gateway/tokens.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print, printTable } from '../print.ts';
import { workplace } from '../../host/workplace.ts';

/** `token create --client NAME`: the token alone on standard output, so that a script can take it. */
export function createTokenCommand(client: string, asJson: boolean): number {
  if (!isClientName(client)) {
    throw new UsageError('A client name has 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  const { folder } = workplace();
  createDataFolder(folder);
  const created = createToken(folder.tokens, client);
  if (asJson) print(JSON.stringify({ ...created, client }));
  else print(created.token);
  process.stderr.write(
    `Token ${created.id} for client:${client}. It is not shown again: put it into the client now.\n`,
  );
  return EXIT.done;
}

/** `token list` */
export function listTokensCommand(asJson: boolean): number {
  const tokens = readTokens(workplace().folder.tokens).map(({ id, client, createdAt }) => ({ id, client, createdAt }));
  if (asJson) print(JSON.stringify(tokens, null, 2));
  else if (tokens.length === 0)
    print('No clients are registered. Register one with: mcp-relay token create --client NAME');
  else
    printTable(
      ['id', 'client', 'created'],
      tokens.map((token) => [token.id, token.client, token.createdAt]),
    );
  return EXIT.done;
}

/** `token revoke ID|CLIENT` */
export function revokeTokenCommand(idOrClient: string): number {
  const revoked = revokeTokens(workplace().folder.tokens, idOrClient);
  if (revoked.length === 0) {
    process.stderr.write(`No token has the id or client name ${idOrClient}. See: mcp-relay token list\n`);
    return EXIT.failed;
  }
  for (const token of revoked) print(`Revoked ${token.id} of client:${token.client}.`);
  return EXIT.done;
}
