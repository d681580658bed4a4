import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { formatBytes, formatCounted } from '../../../ui/number-format.ts';
import type { Side } from './payload.ts';

/** Why the call ended as it did, in a sentence. */
export function whySentence(call: CallDetail): string {
  if (call.reason !== null) return call.reason;
  switch (call.outcome) {
    case 'bypassed':
      return 'The call passed unscanned: its server is in hidden mode, or scanning was paused.';
    case 'allowed':
      return call.findings.length === 0
        ? 'The scan found nothing in it.'
        : `${formatCounted(call.findings.length, 'thing was', 'things were')} noted, none of which the policy acts on.`;
    case 'masked':
      return 'The scan found values that must not leave.';
    case 'error':
      return 'The server answered with an error.';
    case 'asked':
    case 'denied':
    case 'blocked':
      return 'The policy did not let it pass.';
  }
}

/** What the relay kept from whom, in a sentence. */
export function keptSafe(call: CallDetail): string {
  const stoppedAnswer = call.phases.server > 0;
  switch (call.outcome) {
    case 'blocked':
    case 'asked':
    case 'denied':
      return stoppedAnswer
        ? 'The server had answered; its answer was withheld, and the client got an error in its place.'
        : 'Nothing was sent to the server. The client got an error in its place.';
    case 'masked':
      return [maskedWords(call), restoredWords(call) ?? 'The log holds the placeholders only.'].join(' ');
    case 'bypassed':
      return 'The log holds that the call happened, not what was in it.';
    case 'error':
      return 'The client got the error as the server wrote it.';
    case 'allowed':
      return restoredWords(call) ?? 'Request and answer passed unchanged.';
  }
}

/** That a server got true values, where it did. */
function restoredWords({ findings }: CallDetail): string | undefined {
  const count = findings.filter(({ detector }) => detector === 'redaction.restored').length;
  if (count === 0) return undefined;
  return `The server got the true ${count === 1 ? 'value of a placeholder' : `values of ${count} placeholders`}; the client and the log have the placeholders.`;
}

function maskedWords(call: CallDetail): string {
  const masked = call.findings.filter((finding) => finding.verdict === 'mask');
  const asked = masked.some((finding) => finding.direction === 'request');
  const answered = masked.some((finding) => finding.direction === 'response');
  const reader = asked && answered ? 'server and client' : asked ? 'the server' : 'the client';
  const one = masked.length === 1;
  const values = masked.length === 0 ? 'Values' : formatCounted(masked.length, 'value');
  return `${values} ${one ? 'was' : 'were'} replaced by ${one ? 'a placeholder' : 'placeholders'} before ${reader} saw ${one ? 'it' : 'them'}.`;
}

/** Why a payload is not in the log. */
export function whyNoPayload(call: CallDetail, side: Side): string {
  if (call.bypassed) return 'Not kept: the call passed unscanned, so nothing in it could be masked for the log.';
  if (side === 'response') {
    if (call.phases.server === 0) return 'There was no answer: the call did not get to the server.';
    if (call.responseBytes === 0) return 'There was no answer.';
  }
  return 'Not kept: it was not scanned, so nothing in it could be masked for the log.';
}

/** That only the beginning was kept. */
export function cutSentence(bytes: number): string {
  return `The log keeps the first 64 KB of ${formatBytes(bytes)}.`;
}
