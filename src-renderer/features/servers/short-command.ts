/**
 * A command line with its long paths cut to their last part, so that what tells servers apart is seen first:
 * `node …/server-files/dist/index.js /data` becomes `node …/index.js …/data`. Addresses stay as they are.
 */
export function shortCommand(startedAs: string): string {
  if (/^[a-z][a-z+.-]*:\/\//iu.test(startedAs)) return startedAs;
  return startedAs
    .split(' ')
    .map((word, index) => shortWord(word, index === 0))
    .join(' ');
}

function shortWord(word: string, isProgram: boolean): string {
  const path = /^(?:[~.]|[A-Za-z]:)?(?:[/\\][^/\\"]+)+[/\\](?<last>[^/\\"]+)$/u.exec(word);
  const last = path?.groups?.['last'];
  if (last === undefined) return word;
  return isProgram ? last : `…/${last}`;
}
