import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { electronVersion, placeholder, writeFiles } from './files.ts';
import { fuseWire } from './fuse-wire.ts';

const HELPERS = ['Electron Helper', 'Electron Helper (GPU)', 'Electron Helper (Plugin)', 'Electron Helper (Renderer)'];
const LANGUAGES = ['de', 'en', 'en_GB', 'fr'];
const FRAMEWORK = 'Electron.app/Contents/Frameworks/Electron Framework.framework';
/** As in every framework of macOS: the newest version stands for the whole. */
const FRAMEWORK_LINKS = {
  'Versions/Current': 'A',
  'Electron Framework': 'Versions/Current/Electron Framework',
  Resources: 'Versions/Current/Resources',
};

function propertyList(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => `  <key>${key}</key>\n  <string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${entries.join('\n')}
</dict>
</plist>
`;
}

function bundle(executable: string, identifier: string): string {
  return propertyList({
    CFBundleExecutable: executable,
    CFBundleName: executable,
    CFBundleDisplayName: executable,
    CFBundleIdentifier: identifier,
    CFBundlePackageType: 'APPL',
    CFBundleVersion: electronVersion(),
    CFBundleShortVersionString: electronVersion(),
    CFBundleIconFile: 'electron.icns',
    LSMinimumSystemVersion: '12.0',
  });
}

/** Electron for macOS, to be packed only. The fuses are in the framework, where Electron's code is. */
export function writeDarwinDist(folder: string): void {
  writeFiles(folder, {
    version: electronVersion(),
    LICENSE: placeholder('LICENSE'),
    'LICENSES.chromium.html': placeholder('LICENSES.chromium.html'),
    'Electron.app/Contents/Info.plist': bundle('Electron', 'com.github.Electron'),
    'Electron.app/Contents/PkgInfo': 'APPL????',
    'Electron.app/Contents/Resources/electron.icns': placeholder('electron.icns'),
  });
  for (const language of LANGUAGES) {
    writeFiles(folder, {
      [`Electron.app/Contents/Resources/${language}.lproj/locale.pak`]: placeholder(language),
      [`${FRAMEWORK}/Versions/A/Resources/${language}.lproj/locale.pak`]: placeholder(language),
    });
  }
  writeFiles(
    folder,
    {
      'Electron.app/Contents/MacOS/Electron': placeholder('Electron'),
      [`${FRAMEWORK}/Versions/A/Electron Framework`]: `${placeholder('Electron Framework')}${fuseWire()}\n`,
    },
    0o755,
  );
  for (const [link, target] of Object.entries(FRAMEWORK_LINKS)) symlinkSync(target, join(folder, FRAMEWORK, link));
  for (const name of HELPERS) {
    const contents = `Electron.app/Contents/Frameworks/${name}.app/Contents`;
    writeFiles(folder, { [`${contents}/Info.plist`]: bundle(name, 'com.github.Electron.helper') });
    writeFiles(folder, { [`${contents}/MacOS/${name}`]: placeholder(name) }, 0o755);
  }
}
