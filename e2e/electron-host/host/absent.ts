import { Guarded, named, notImplemented } from './guard.ts';

/** A module of Electron's that the host does not have: each use of it throws by name. */
export function absentModule(name: string): object {
  return named(name, new Guarded());
}

/** A class of Electron's that the host does not have. */
export function absentClass(name: string): new () => object {
  return class extends Guarded {
    static {
      Object.defineProperty(this, 'name', { value: name });
    }

    constructor() {
      super();
      notImplemented(`new ${name}`);
    }
  };
}
