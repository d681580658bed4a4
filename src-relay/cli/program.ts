import { Command, CommanderError } from 'commander';
import { PRODUCT } from '../protocol/product.ts';
import type { ChangeFlags, ClientFlags } from './commands/clients.ts';
import { crashReport, EXIT, reportFailure } from './exit.ts';
import { addRelayOptions, readRelayOptions } from './options.ts';

/** The one command tree of `mcp-relay`. Each command loads its code when it runs: a start pays for nothing else. */
function createProgram(finish: (code: number) => void): Command {
  const program = new Command('mcp-relay')
    .description(
      `${PRODUCT.name}: stands between AI clients and MCP servers; scans, masks, blocks and logs what passes.`,
    )
    .version(PRODUCT.version)
    .exitOverride()
    .showHelpAfterError('(mcp-relay --help shows what there is)')
    .enablePositionalOptions();
  addRelayOptions(program).action(async () => {
    const { relayCommand } = await import('./commands/relay.ts');
    const { given, flags } = readRelayOptions(program);
    finish(await relayCommand(given, flags));
  });

  const serve = program
    .command('serve')
    .description('run the relay with its listener and say how to connect to it (what npm start does)')
    .option('--demo', 'run in front of three sample servers, play a short session, show what happened to each call');
  addRelayOptions(serve).action(async (options: { demo?: true }) => {
    const { serveCommand } = await import('./commands/serve.ts');
    const { given, flags } = readRelayOptions(serve);
    finish(await serveCommand(given, flags, options.demo === true));
  });

  program
    .command('connect')
    .description('bridge the client that starts this, over standard input and output, to the relay that runs')
    .requiredOption('--client <name>', 'the name the client was connected under')
    .action(async (options: { client: string }) => {
      const { connectCommand } = await import('./commands/connect.ts');
      finish(await connectCommand(options.client));
    });

  program
    .command('client')
    .description('talk to a relay by hand: list, call NAME [JSON], servers, quit')
    .option('--url <address>', 'a running relay (its /mcp address) instead of one started over stdio')
    .option('--token <token>', 'token for --url (default: MCP_RELAY_TOKEN)')
    .argument('[flags...]', 'flags for the relay that is started, after --')
    .passThroughOptions()
    .action(async (relayFlags: string[], options: { url?: string; token?: string }) => {
      const { clientCommand } = await import('./commands/client.ts');
      finish(await clientCommand(relayFlags, options.url, options.token));
    });

  program
    .command('ui')
    .description("print a new one-time link to the running relay's page")
    .action(async () => {
      const { uiCommand } = await import('./commands/ui.ts');
      finish(await uiCommand());
    });

  const token = program.command('token').description('tokens of HTTP clients');
  token
    .command('create')
    .description('register a client and print its token, this once')
    .requiredOption('--client <name>', 'the name it is logged under')
    .option('--json', 'print JSON')
    .action(async (options: { client: string; json?: true }) => {
      const { createTokenCommand } = await import('./commands/token.ts');
      finish(createTokenCommand(options.client, options.json === true));
    });
  token
    .command('list')
    .description('list registered clients')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { listTokensCommand } = await import('./commands/token.ts');
      finish(listTokensCommand(options.json === true));
    });
  token
    .command('revoke')
    .description('take tokens back, by id or client name')
    .argument('<id-or-client>')
    .action(async (idOrClient: string) => {
      const { revokeTokenCommand } = await import('./commands/token.ts');
      finish(revokeTokenCommand(idOrClient));
    });

  const auth = program.command('auth').description('sign-ins at remote servers');
  auth
    .command('login')
    .description('sign in at a server, in the browser')
    .argument('<server>')
    .option('--no-browser', 'print the address only')
    .option('--config-file <path>', 'configuration that names the server (default: that of the running relay)')
    .action(async (server: string, options: { browser: boolean; configFile?: string }) => {
      const { loginCommand } = await import('./commands/auth.ts');
      finish(await loginCommand(server, { configFile: options.configFile, browser: options.browser }));
    });
  auth
    .command('logout')
    .description('sign out of a server: its tokens are forgotten, here and where they came from')
    .argument('<server>')
    .option('--config-file <path>', 'configuration that names the server (default: that of the running relay)')
    .action(async (server: string, options: { configFile?: string }) => {
      const { logoutCommand } = await import('./commands/auth.ts');
      finish(await logoutCommand(server, options.configFile));
    });
  auth
    .command('status')
    .description('how remote servers stand with their sign-ins')
    .argument('[server]')
    .option('--config-file <path>', 'configuration that names the servers (default: that of the running relay)')
    .option('--json', 'print JSON')
    .action(async (server: string | undefined, options: { configFile?: string; json?: true }) => {
      const { authStatusCommand } = await import('./commands/auth.ts');
      finish(await authStatusCommand(server, options.configFile, options.json === true));
    });

  const clients = program.command('clients').description('AI clients on this machine: connect them, give them back');
  const withPlaces = (command: Command): Command =>
    command
      .option('--client <name>', 'one client, e.g. cursor or claude-desktop')
      .option('--home <folder>', 'a home folder in place of your own: all files are looked for in it')
      .option('--config-file <path>', "the relay's configuration (default: that of the running relay)")
      .option('--json', 'print JSON');
  withPlaces(clients.command('list'))
    .description('those that are installed, and how they stand with the relay')
    .action(async (options: ClientFlags) => {
      const { listClientsCommand } = await import('./commands/clients.ts');
      finish(await listClientsCommand(options));
    });
  for (const [action, words] of [
    ['connect', "put the relay's entry into a client's file"],
    ['disconnect', "take the relay's entry out, and bring back what was moved"],
    ['repair', "put back a relay's entry that was dropped or is outdated"],
    ['undo', 'take back the last change'],
  ] as const) {
    const command = withPlaces(clients.command(action))
      .description(words)
      .option('--all', 'every client that is installed')
      .option('--file <path>', 'one of several files of the client')
      .option('--dry-run', 'show what would change, and change nothing');
    if (action === 'connect') {
      command
        .option('--import', "move the client's other servers behind the relay")
        .option('--no-secrets', 'with --import: leave secrets as they are written, not in the secret store')
        .option('--transport <kind>', 'stdio or http, where the client knows both');
    }
    if (action === 'connect' || action === 'repair') {
      command.option('--keep', 'put the entry back by itself while the relay runs').option('--no-keep', 'do not');
    }
    if (action === 'disconnect') command.option('--no-servers', 'leave moved servers behind the relay');
    command.action(async (options: ChangeFlags) => {
      const { changeClientsCommand } = await import('./commands/clients.ts');
      finish(await changeClientsCommand(action, options));
    });
  }

  const secret = program.command('secret').description('values for ${secret:NAME} in the configuration');
  secret
    .command('set')
    .description('store a secret; its value is read from standard input')
    .argument('<name>')
    .action(async (name: string) => {
      const { setSecretCommand } = await import('./commands/secret.ts');
      finish(await setSecretCommand(name));
    });
  secret
    .command('list')
    .description('list the names of stored secrets')
    .action(async () => {
      const { listSecretsCommand } = await import('./commands/secret.ts');
      finish(await listSecretsCommand());
    });
  secret
    .command('remove')
    .description('remove a secret')
    .argument('<name>')
    .action(async (name: string) => {
      const { removeSecretCommand } = await import('./commands/secret.ts');
      finish(await removeSecretCommand(name));
    });

  const tools = program.command('tools').description('definitions that are new or changed, and wait for approval');
  tools
    .command('approve')
    .description('approve changed definitions: of all servers, of one, or of one tool')
    .option('--server <name>', 'those of one server')
    .option('--tool <name>', 'one tool')
    .option('--all', 'all that wait (the default)')
    .action(async (options: { server?: string; tool?: string; all?: true }) => {
      const { approveToolsCommand } = await import('./commands/tools.ts');
      finish(await approveToolsCommand({ server: options.server, tool: options.tool }, options.all === true));
    });
  tools
    .command('diff')
    .description('what changed in the definitions that wait, what got riskier first')
    .option('--server <name>', 'those of one server')
    .option('--tool <name>', 'one tool')
    .option('--json', 'print JSON')
    .action(async (options: { server?: string; tool?: string; json?: true }) => {
      const { diffToolsCommand } = await import('./commands/tools.ts');
      finish(await diffToolsCommand({ server: options.server, tool: options.tool }, options.json === true));
    });

  const servers = program.command('servers').description('servers that are held back for a low risk score');
  for (const [name, isAllowed, words] of [
    ['allow', true, 'let a server start whatever its risk score'],
    ['disallow', false, 'take that back'],
  ] as const) {
    servers
      .command(name)
      .description(words)
      .argument('<server>')
      .option('--config-file <path>', 'configuration that names the server (default: that of the running relay)')
      .action(async (server: string, options: { configFile?: string }) => {
        const { allowServerCommand } = await import('./commands/servers.ts');
        finish(await allowServerCommand(server, isAllowed, options.configFile));
      });
  }

  const exceptions = program.command('exceptions').description('findings that somebody has said are none');
  exceptions
    .command('list')
    .description('list those in force')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { listExceptionsCommand } = await import('./commands/exceptions.ts');
      finish(await listExceptionsCommand(options.json === true));
    });
  exceptions
    .command('remove')
    .description('remove one: what it excepted is a finding again')
    .argument('<id>')
    .action(async (id: string) => {
      const { removeExceptionCommand } = await import('./commands/exceptions.ts');
      finish(await removeExceptionCommand(id));
    });
  exceptions
    .command('check')
    .description('try the rules of now on what every exception was made for')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { checkExceptionsCommand } = await import('./commands/exceptions.ts');
      finish(await checkExceptionsCommand(options.json === true));
    });

  program
    .command('scan')
    .description(
      'scan texts: JSON lines {id, where, text} in, verdicts out; where is tool_result, tool_args or tool_description',
    )
    .requiredOption('--jsonl', 'JSON lines on standard input and output')
    .action(async () => {
      const { scanCommand } = await import('./commands/scan.ts');
      finish(await scanCommand());
    });

  const doctor = program
    .command('doctor')
    .description('what is configured, what starts, what fails and why')
    .option('--json', 'print JSON');
  addRelayOptions(doctor).action(async (options: { json?: true }) => {
    const { doctorCommand } = await import('./commands/doctor.ts');
    const { given, flags } = readRelayOptions(doctor);
    finish(await doctorCommand(given, flags, options.json === true));
  });
  return program;
}

/** How long a reader of standard output may take for the rest of it, in milliseconds. */
const LAST_WORDS_MS = 500;

/** Runs a command line and ends the process with its exit code. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  let code: number = EXIT.done;
  // A reader that goes away (| head) is no failure; a client that does is noticed where it is served.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.on('uncaughtException', (error) => {
    process.stderr.write(crashReport(error));
    process.exit(EXIT.failed);
  });
  try {
    await createProgram((result) => {
      code = result;
    }).parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    else code = reportFailure(error);
  }
  process.exitCode = code;
  // Whatever is still open (a pipe that nobody reads, a handle of a library) must not keep the process.
  setTimeout(() => process.exit(code), LAST_WORDS_MS).unref();
  process.stdout.write('', () => process.exit(code));
}
