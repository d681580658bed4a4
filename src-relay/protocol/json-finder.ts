import { jsonTree, type JsonNode, type MemberNode } from './json-tree.ts';
import type { JsonPath } from './json.ts';

/** Finds many places in one JSON text: the tree is built once, and so is the index of each object that is passed. */
export class JsonFinder {
  readonly root: JsonNode;
  readonly #members = new Map<JsonNode, ReadonlyMap<string, MemberNode>>();

  /** @param source JSON text that was accepted before (frameFromText) */
  constructor(source: string) {
    this.root = jsonTree(source);
  }

  /** The value at a path, or undefined where the path leads nowhere. */
  node(path: JsonPath): JsonNode | undefined {
    let node: JsonNode | undefined = this.root;
    for (const step of path) {
      if (node === undefined) return undefined;
      if (typeof step === 'number') node = node.type === 'array' ? node.items[step] : undefined;
      else node = this.#membersOf(node)?.get(step)?.value;
    }
    return node;
  }

  /** The object member at a path. */
  member(path: JsonPath): MemberNode | undefined {
    const key = path.at(-1);
    const parent = this.node(path.slice(0, -1));
    return typeof key === 'string' && parent !== undefined ? this.#membersOf(parent)?.get(key) : undefined;
  }

  #membersOf(node: JsonNode): ReadonlyMap<string, MemberNode> | undefined {
    if (node.type !== 'object') return undefined;
    let members = this.#members.get(node);
    if (!members) {
      members = new Map(node.members.map((member) => [member.key, member]));
      this.#members.set(node, members);
    }
    return members;
  }
}
