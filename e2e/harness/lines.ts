import type { Readable } from 'node:stream';

/** Hands over each line of a stream of UTF-8 text, without its line feed. A line may be of any length. */
export function onLines(stream: Readable, onLine: (line: string) => void): void {
  const pieces: string[] = [];
  stream.setEncoding('utf8').on('data', (text: string) => {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      pieces.push(text.slice(start, end));
      start = end + 1;
      onLine(pieces.splice(0).join(''));
    }
    if (start < text.length) pieces.push(text.slice(start));
  });
}

/** Hands over the data of each event of an event stream, with the event's name. */
export function onEvents(stream: Readable, onEvent: (data: string, name: string) => void): void {
  const data: string[] = [];
  let name = 'message';
  onLines(stream, (line) => {
    const text = line.replace(/\r$/u, '');
    if (text.startsWith('data:')) data.push(text.slice(5).replace(/^ /u, ''));
    else if (text.startsWith('event:')) name = text.slice(6).trim();
    if (text !== '') return;
    if (data.length > 0) onEvent(data.splice(0).join('\n'), name);
    name = 'message';
  });
}
