import { fakeToken } from './sample-folder.ts';

/** One call of the demo: what is asked, in words, and with which arguments. */
export interface DemoStep {
  readonly title: string;
  readonly tool: string;
  readonly arguments: (folder: string) => Record<string, unknown>;
}

/** A short session as a client would have it: something harmless, a secret, an injection, a secret on its way out. */
export const DEMO_STEPS: readonly DemoStep[] = [
  {
    title: 'Read a harmless file',
    tool: 'read_text_file',
    arguments: (folder) => ({ path: `${folder}/shopping.md` }),
  },
  {
    title: 'Read a file that holds a token',
    tool: 'read_text_file',
    arguments: (folder) => ({ path: `${folder}/setup.md` }),
  },
  {
    title: 'Read a document that speaks to the model behind your back',
    tool: 'read_text_file',
    arguments: (folder) => ({ path: `${folder}/minutes.md` }),
  },
  {
    title: 'Send a token to a server that has no business with it',
    tool: 'echo',
    arguments: () => ({ message: `please remember ${fakeToken()}` }),
  },
  { title: 'Call a tool that does not exist', tool: 'read_minds', arguments: () => ({}) },
];
