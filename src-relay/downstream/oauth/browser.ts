import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Opens an address in the person's browser; false where that cannot be done here. Never rejects. */
export type OpenBrowser = (url: URL) => Promise<boolean>;

/** An opener that has not failed within this time has opened something, in milliseconds. */
const FAILURE_MS = 2000;
/** Variables that hold what is none of a browser's business. */
const SECRET_VARIABLE = /^(?:MCP_RELAY_|PANW_|PRISMA_)|TOKEN|SECRET|PASSW|API_?KEY|CREDENTIAL/iu;

/** Opens an http or https address with the system's opener: a program and its arguments, never a shell. */
export const openBrowser: OpenBrowser = async (url) => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  const opener = openerFor(process.platform, process.env, withoutShellCharacters(url.href));
  if (!opener) return false;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SECRET_VARIABLE.test(name)));
  return new Promise((resolve) => {
    const child = spawn(opener.program, opener.args, { stdio: 'ignore', detached: true, shell: false, env });
    const patience = setTimeout(() => resolve(true), FAILURE_MS);
    child.once('error', () => resolve(false));
    child.once('exit', (code) => {
      clearTimeout(patience);
      resolve(code === 0);
    });
    child.unref();
  });
};

/** The program that opens an address on a system; undefined where nobody could see it. */
export function openerFor(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  address: string,
): { readonly program: string; readonly args: readonly string[] } | undefined {
  if (platform === 'darwin') return { program: '/usr/bin/open', args: [address] };
  if (platform === 'win32') {
    // By its full path: Windows looks for programs in the working folder first.
    const program = join(env.SystemRoot ?? String.raw`C:\Windows`, 'System32', 'rundll32.exe');
    return { program, args: ['url.dll,FileProtocolHandler', address] };
  }
  // Without a display xdg-open would start a browser in the terminal.
  return env.DISPLAY || env.WAYLAND_DISPLAY ? { program: 'xdg-open', args: [address] } : undefined;
}

/** The address with characters escaped that are special to shells: openers may be scripts themselves. */
function withoutShellCharacters(address: string): string {
  return address.replaceAll(
    /[`$'"|\\^<>!*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
