/** An event as Electron gives it: an object with its own members, whose default can be prevented. */
export interface HostEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes an event with the given members. */
export function makeEvent<Members extends object>(members: Members): HostEvent & Members {
  let isPrevented = false;
  const event: HostEvent = {
    get defaultPrevented() {
      return isPrevented;
    },
    preventDefault() {
      isPrevented = true;
    },
  };
  // Members may have getters, which Object.assign and spread would flatten.
  return Object.defineProperties(Object.assign(event, members), Object.getOwnPropertyDescriptors(members));
}
