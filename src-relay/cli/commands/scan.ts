import { scanJsonlStream } from '../../scan/jsonl.ts';
import { EXIT } from '../exit.ts';

/** `scan --jsonl` */
export async function scanCommand(): Promise<number> {
  await scanJsonlStream(process.stdin, process.stdout);
  return EXIT.done;
}
