import { createInterface } from 'node:readline';

import type { World } from '../../harness/create-world.ts';
import { type RunningCommand, run } from '../../harness/relay.ts';
import { Inbox, MESSAGE, type Message, type Pipe } from './pipe.ts';

/** A program that speaks MCP over its stdin and stdout, one line a message. */
export class StdioPipe implements Pipe {
  readonly #command: RunningCommand;
  readonly #inbox = new Inbox();

  constructor(world: World, commandLine: readonly [string, ...string[]], env: Readonly<Record<string, string>> = {}) {
    this.#command = run(world, commandLine, env);
    createInterface({ input: this.#command.child.stdout }).on('line', (line) => {
      this.#inbox.put(MESSAGE.parse(JSON.parse(line)));
    });
  }

  send(message: Message): void {
    this.#command.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  listen(listener: (message: Message) => void): void {
    this.#inbox.listen(listener);
  }

  close(): void {
    this.#command.child.stdin.end();
  }
}
