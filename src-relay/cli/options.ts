import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RunFlags } from '../host/workplace.ts';
import { SETTINGS, settingKeys, type GivenSettings } from '../config/settings.ts';

/** Adds the relay's flags, each in all its spellings. */
export function addRelayOptions(command: Command): Command {
  command.option('--config-file <path>', 'configuration to read (JSON with comments, or YAML)');
  command.option('--standalone', 'run an engine of its own even where a relay is running');
  command.option('--until-idle <seconds>', 'end when no client was connected for this long', seconds);
  for (const key of settingKeys()) {
    const { flags, help } = SETTINGS[key];
    for (const [index, flag] of flags.entries()) {
      const option = new Option(flag, help);
      command.addOption(index === 0 ? option : option.hideHelp());
    }
  }
  return command;
}

/** What the command line said, as texts: the settings check them like those of the environment. */
export function readRelayOptions(command: Command): { given: GivenSettings; flags: RunFlags } {
  const values: Record<string, unknown> = command.optsWithGlobals();
  const given: GivenSettings = {};
  for (const key of settingKeys()) {
    for (const flag of SETTINGS[key].flags) {
      const option = new Option(flag);
      const value = values[option.attributeName()];
      if (value === undefined) continue;
      given[key] = { origin: option.long ?? flag, text: textOf(value) };
    }
  }
  const { configFile, standalone, untilIdle } = values;
  return {
    given,
    flags: {
      configFile: typeof configFile === 'string' ? configFile : undefined,
      standalone: standalone === true,
      untilIdleMs: typeof untilIdle === 'number' ? untilIdle * 1000 : undefined,
    },
  };
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Give whole seconds, 1 or more.');
  return value;
}

/** Commander gives true for a flag, an array for a repeatable option, else the text. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item: unknown) => textOf(item)).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
