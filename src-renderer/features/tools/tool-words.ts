import type { Tool } from '../../../src-relay/control/contract.ts';

/** What a tool's state means, in words. */
interface StateWords {
  /** Why it is so. From the relay where it gave a reason, which may hold words of the server. */
  readonly reason: string;
  /** What follows for clients. */
  readonly effect: string;
  /** What one can do; undefined where there is nothing to do. */
  readonly wayOut: string | undefined;
}

/** Whether a person may switch a tool in this state on or off. */
export function isSwitchable(state: Tool['state']): boolean {
  return state === 'enabled' || state === 'disabled - by user';
}

const NOT_OFFERED = 'Clients are not offered it.';

/** Says why a tool is in its state, what follows, and the way out. */
export function stateWords({ state, reason, bypassed }: Tool): StateWords {
  switch (state) {
    case 'enabled':
      return bypassed
        ? {
            reason: 'Its server is in hidden mode: neither this definition nor its calls are scanned.',
            effect: 'Clients are offered it.',
            wayOut: 'Switch off hidden mode of its server to have it scanned.',
          }
        : { reason: 'Its definition was scanned and approved.', effect: 'Clients are offered it.', wayOut: undefined };
    case 'disabled - security risk':
      return {
        reason: reason ?? 'Its definition was found unsafe.',
        effect: 'No client and no model has been shown this definition.',
        wayOut: 'There is nothing to do: once its server offers a clean definition, it comes on by itself.',
      };
    case 'disabled - changed':
      return {
        reason: reason ?? 'Its definition is no longer the one that was approved.',
        effect: 'Clients are not offered it until you decide.',
        wayOut: 'Review shows what changed and what got riskier. Approve it if you expected that.',
      };
    case 'disabled - error':
      return {
        reason: reason ?? 'Its definition could not be scanned.',
        effect: 'What was not checked is not offered.',
        wayOut: 'Restart its server to have it checked again.',
      };
    case 'disabled - limit':
      return {
        reason: reason ?? 'More tools are on than may be offered at once.',
        effect: NOT_OFFERED,
        wayOut:
          'Switch off tools that you do not need, or raise maxMcpTools in the configuration and restart the relay.',
      };
    case 'disabled - duplicate':
      return {
        reason: reason ?? 'Another server brings a tool of the same name.',
        effect: 'Clients are offered neither of them.',
        wayOut: 'Start the relay with --tool-names auto, or switch off one of the servers.',
      };
    case 'disabled - by user':
      return { reason: 'It was switched off.', effect: NOT_OFFERED, wayOut: undefined };
    case 'disabled - hidden_mode':
      return { reason: 'It belongs to the scanner itself.', effect: 'Clients never see it.', wayOut: undefined };
  }
}
