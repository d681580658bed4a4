import type { ReviewItem } from '../../../src-relay/control/contract.ts';

/** What an item is called beside its server. */
export function nameOf({ kind, tool }: ReviewItem): string {
  switch (kind) {
    case 'instructions':
      return 'Instructions';
    case 'package':
      return 'Package';
    case 'server':
      return 'The server itself';
    default:
      return tool ?? 'Its name';
  }
}

/** Whether the name is the server's own word, and not the relay's. */
export function isOwnName({ tool }: ReviewItem): boolean {
  return tool !== null;
}

/** What follows as long as nobody decides. */
export function effectOf({ kind, isAcceptable, isKeptOff }: ReviewItem): string {
  if (isKeptOff) return kind === 'flag' ? 'It was put away.' : 'It was decided to leave it as it is.';
  switch (kind) {
    case 'tool':
      return isAcceptable
        ? 'Clients are not offered it until you decide.'
        : 'It cannot be accepted. Once its server offers a clean definition, it comes on by itself.';
    case 'instructions':
      return isAcceptable
        ? 'Its tools go on meanwhile.'
        : 'They cannot be accepted. Its tools go on; clean instructions are passed on by themselves.';
    case 'server':
      return 'What brought the score down stands below.';
    case 'flag':
      return 'Nothing was stopped: this is for you to know.';
    case 'package':
      return 'Nothing was stopped.';
  }
}

/** The words of the button that accepts an item. */
export function acceptWords({ kind, isNew }: ReviewItem): string {
  switch (kind) {
    case 'tool':
      return isNew ? 'Accept this tool' : 'Accept this definition';
    case 'instructions':
      return 'Accept these instructions';
    case 'server':
      return 'Start it anyway';
    case 'flag':
      return 'Put this away';
    case 'package':
      return 'Note the new version';
  }
}

/** What the key does that accepts an item. */
export function acceptKeyWords({ kind }: ReviewItem): string {
  switch (kind) {
    case 'server':
      return 'starts it';
    case 'flag':
      return 'puts it away';
    case 'package':
      return 'notes it';
    default:
      return 'accepts';
  }
}

/** What was done, as a sentence for a short message. */
export function acceptedWords(item: ReviewItem, name: string, server: string): string {
  switch (item.kind) {
    case 'tool':
      return `${name} of ${server} is offered to clients.`;
    case 'instructions':
      return `The instructions of ${server} are passed on.`;
    case 'server':
      return `${server} is started.`;
    case 'flag':
      return `What stands out about ${item.tool === null ? server : name} was put away.`;
    case 'package':
      return `The new version of ${server} was noted.`;
  }
}

/** Whether a person can decide to leave an item as it is. */
export function canBeKeptOff({ kind }: ReviewItem): boolean {
  return kind !== 'flag' && kind !== 'package';
}

/** Whether an item is among those that are accepted together: starting a server is decided one by one. */
export function isOfMany({ kind, isAcceptable, isKeptOff }: ReviewItem): boolean {
  return isAcceptable && !isKeptOff && (kind === 'tool' || kind === 'instructions');
}
