import type { JsonPath, JsonValue } from '../protocol/json.ts';

/** Gets each string of a value: `path` belongs to the walk and must be copied to be kept. */
export interface StringVisitor {
  visitString(text: string, path: JsonPath, inKey: boolean): void;
}

/** Deeper values leave the recursion, which is the fast way for the usual shallow ones, for an explicit stack. */
const MAX_RECURSION = 200;

/** Visits every string of `value`, object keys included, however deep it is nested. */
export function walkStrings(value: JsonValue, visitor: StringVisitor): void {
  walk(value, [], 0, visitor);
}

function walk(value: JsonValue | undefined, path: (string | number)[], depth: number, visitor: StringVisitor): void {
  if (typeof value === 'string') {
    visitor.visitString(value, path, false);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_RECURSION) {
    walkDeep(value, path, visitor);
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      path.push(i);
      walk(value[i], path, depth + 1, visitor);
      path.pop();
    }
    return;
  }
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    path.push(key);
    visitor.visitString(key, path, true);
    walk(value[key], path, depth + 1, visitor);
    path.pop();
  }
}

interface Frame {
  readonly container: Record<string, JsonValue | undefined> | JsonValue[];
  readonly keys: readonly string[] | undefined;
  next: number;
}

function walkDeep(root: JsonValue, path: (string | number)[], visitor: StringVisitor): void {
  const base = path.length;
  const stack: Frame[] = [];
  enter(root, stack, path, visitor);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    path.length = base + stack.length - 1;
    const { container, keys } = frame;
    const at = frame.next++;
    if (Array.isArray(container)) {
      if (at >= container.length) {
        stack.pop();
        continue;
      }
      path.push(at);
      enter(container[at], stack, path, visitor);
      continue;
    }
    const key = keys?.[at];
    if (key === undefined) {
      stack.pop();
      continue;
    }
    path.push(key);
    visitor.visitString(key, path, true);
    enter(container[key], stack, path, visitor);
  }
  path.length = base;
}

function enter(value: JsonValue | undefined, stack: Frame[], path: JsonPath, visitor: StringVisitor): void {
  if (typeof value === 'string') visitor.visitString(value, path, false);
  else if (Array.isArray(value)) stack.push({ container: value, keys: undefined, next: 0 });
  else if (typeof value === 'object' && value !== null)
    stack.push({ container: value, keys: Object.keys(value), next: 0 });
}
