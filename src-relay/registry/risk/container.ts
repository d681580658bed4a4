import { quoted } from '../changes/change.ts';
import type { RiskPart } from './score.ts';

/** Folders of the host that are as good as the host. */
const WHOLE_HOST = /^(?:\/|\/(?:etc|root|home|var|usr|proc|sys|dev)\/?|[A-Za-z]:[\\/]?)$/u;
const HOST_SOCKET = /(?:docker|podman|containerd|crio)[\w.-]*\.sock/u;
/** Options of `docker run` whose value is the next word. */
const WITH_VALUE =
  /^(?:-[vepwuhlm]|--(?:env|env-file|name|network|net|publish|user|workdir|mount|volume|entrypoint|label|memory|cpus|platform|pull|add-host|cap-add|cap-drop|device|gpus|hostname|ipc|pid|security-opt|tmpfs|ulimit|userns))$/u;

/** What `docker run …` lets a server do on its host. */
export function containerParts(args: readonly string[]): readonly RiskPart[] {
  const parts: RiskPart[] = [];
  const add = (id: string, points: number, text: string): void => {
    if (!parts.some((part) => part.text === text)) parts.push({ id, points: -points, text });
  };
  const at = args.indexOf('run');
  const words = at < 0 ? [] : args.slice(at + 1);
  let image: string | undefined;
  for (let index = 0; index < words.length && image === undefined; index += 1) {
    const arg = words[index] ?? '';
    if (!arg.startsWith('-')) {
      image = arg;
      continue;
    }
    const [option = '', inline] = arg.split(/=(.*)/su, 2);
    const value = inline ?? (WITH_VALUE.test(option) ? (words[(index += 1)] ?? '') : '');
    if (option === '--privileged' && inline !== 'false')
      add('container', 70, 'Its container is privileged: it can do all that this machine can.');
    if (option === '-v' || option === '--volume' || option === '--mount') addMount(hostFolder(option, value), add);
    if ((option === '--network' || option === '--net') && value === 'host')
      add('container', 15, 'Its container shares the network of this machine.');
    if ((option === '--pid' || option === '--ipc') && value === 'host')
      add('container', 20, 'Its container sees the processes of this machine.');
    if (option === '--cap-add') add('container', 15, `Its container has the extra right ${quoted(value)}.`);
  }
  if (image === undefined) return [...parts, { id: 'container', points: -10, text: 'It runs in a container.' }];
  if (image.includes('@sha256:')) add('image', 2, 'It runs in a container of an image that is fixed by its hash.');
  else if (/:[^/:]+$/u.test(image) && !image.endsWith(':latest'))
    add('image', 8, `It runs in a container of ${quoted(image)}: its tag can be moved.`);
  else add('image', 15, `It runs in a container of the newest ${quoted(image)} there is.`);
  return parts;
}

function hostFolder(option: string, value: string): string {
  if (option !== '--mount')
    return /^[A-Za-z]:[\\/]/u.test(value) ? value.slice(0, value.indexOf(':', 2)) : (value.split(':')[0] ?? '');
  const source = value.split(',').find((field) => /^(?:src|source)=/u.test(field));
  return source?.slice(source.indexOf('=') + 1) ?? '';
}

function addMount(folder: string, add: (id: string, points: number, text: string) => void): void {
  if (HOST_SOCKET.test(folder))
    add('mount', 75, 'Its container can start other containers: it has the socket of their engine.');
  else if (WHOLE_HOST.test(folder)) add('mount', 70, `Its container reaches all of ${quoted(folder)} on this machine.`);
  else if (/[/\\~]/u.test(folder)) add('mount', 5, `Its container reaches the folder ${quoted(folder)}.`);
}
