import type * as Electron from 'electron';
import { Guarded, named } from './guard.ts';
import { launch } from './launch-state.ts';

/** app.commandLine: the switches that Chromium is started with. As in Electron, later changes have no effect. */
class CommandLine
  extends Guarded
  implements
    Pick<Electron.CommandLine, 'appendSwitch' | 'appendArgument' | 'getSwitchValue' | 'hasSwitch' | 'removeSwitch'>
{
  appendSwitch(name: string, value = ''): void {
    launch().switches.set(name.toLowerCase(), value);
  }

  /** An argument without dashes says nothing to a Chromium that shows no start page. */
  appendArgument(_value: string): void {}

  getSwitchValue(name: string): string {
    return launch().switches.get(name) ?? '';
  }

  hasSwitch(name: string): boolean {
    return launch().switches.has(name);
  }

  removeSwitch(name: string): void {
    launch().switches.delete(name);
  }
}

export const commandLine = named('app.commandLine', new CommandLine());
