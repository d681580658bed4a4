import type { RestoreRule } from '../../protocol/server-config.ts';
import type { MaskedValue } from './vault.ts';

/** Which servers may have true values, by the configuration: nobody else gets one. */
export class RestorePermissions {
  readonly #rules: ReadonlyMap<string, RestoreRule>;

  constructor(servers: readonly { readonly name: string; readonly restore?: RestoreRule | undefined }[]) {
    this.#rules = new Map(servers.flatMap(({ name, restore }) => (restore ? [[name, restore] as const] : [])));
  }

  /** Whether any server may: else no value needs to be kept. */
  get isAny(): boolean {
    return this.#rules.size > 0;
  }

  /** Whether a server may have such a value in the arguments of this tool or prompt. */
  mayHave(server: string, tool: string, { kind, name }: MaskedValue): boolean {
    const rule = this.#rules.get(server);
    if (!rule || !(rule.kinds.includes(kind) || rule.kinds.includes(name))) return false;
    return rule.tools === undefined || rule.tools.some((pattern) => fits(pattern, tool));
  }
}

/** Whether a name fits a pattern in which `*` stands for any characters. */
export function fits(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return at <= end;
}
