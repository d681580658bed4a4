import type * as Electron from 'electron';
import { asWhole, GuardedEmitter, named } from './guard.ts';

/** The one screen that there is here. */
export const WORK_AREA: Electron.Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };

function primary(): Electron.Display {
  const size = { width: WORK_AREA.width, height: WORK_AREA.height };
  return asWhole<Electron.Display>(
    Object.assign(named('display', new GuardedEmitter()), {
      id: 1,
      label: 'electron-host',
      bounds: { ...WORK_AREA },
      workArea: { ...WORK_AREA },
      size,
      workAreaSize: size,
      scaleFactor: 1,
      rotation: 0,
      internal: false,
      displayFrequency: 60,
    }),
  );
}

/** Electron's screen: one display, and a pointer that rests in its corner. */
class Screen
  extends GuardedEmitter
  implements
    Pick<
      Electron.Screen,
      'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getCursorScreenPoint'
    >
{
  getPrimaryDisplay(): Electron.Display {
    return primary();
  }

  getAllDisplays(): Electron.Display[] {
    return [primary()];
  }

  getDisplayMatching(_rectangle: Electron.Rectangle): Electron.Display {
    return primary();
  }

  getDisplayNearestPoint(_point: Electron.Point): Electron.Display {
    return primary();
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }
}

export const screen = named('screen', new Screen());
