import type * as Electron from 'electron';
import { commandLine } from './command-line.ts';
import { GuardedEmitter, named } from './guard.ts';

type ThemeSource = Electron.NativeTheme['themeSource'];

/** Electron's nativeTheme. The system is light, unless the app runs with --force-dark-mode. */
class NativeTheme
  extends GuardedEmitter
  implements
    Pick<
      Electron.NativeTheme,
      | 'themeSource'
      | 'shouldUseDarkColors'
      | 'shouldUseDarkColorsForSystemIntegratedUI'
      | 'shouldUseHighContrastColors'
      | 'shouldUseInvertedColorScheme'
      | 'shouldDifferentiateWithoutColor'
      | 'inForcedColorsMode'
      | 'prefersReducedTransparency'
    >
{
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly shouldDifferentiateWithoutColor = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: ThemeSource = 'system';

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Invalid themeSource: ${source}`);
    if (source === this.#source) return;
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.shouldUseDarkColorsForSystemIntegratedUI : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return commandLine.hasSwitch('force-dark-mode');
  }
}

export const nativeTheme = named('nativeTheme', new NativeTheme());
