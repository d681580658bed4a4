import type * as Electron from 'electron';
import { GuardedEmitter, named } from './guard.ts';

/** Electron's powerMonitor, of a machine that is awake, in use and on mains. A spec emits what it wants to happen. */
class PowerMonitor
  extends GuardedEmitter
  implements
    Pick<
      Electron.PowerMonitor,
      'getSystemIdleState' | 'getSystemIdleTime' | 'isOnBatteryPower' | 'onBatteryPower' | 'getCurrentThermalState'
    >
{
  onBatteryPower = false;

  getSystemIdleState(_threshold: number): 'active' {
    return 'active';
  }

  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }

  getCurrentThermalState(): 'unknown' {
    return 'unknown';
  }
}

export const powerMonitor = named('powerMonitor', new PowerMonitor());
