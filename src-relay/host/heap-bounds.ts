import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** What V8's young generation may grow to, both halves of it, in bytes. */
const ENOUGH = 16 * 1024 * 1024;
const CHECK_MS = 1000;
/** By how much the heap may grow over what lived at the last full collection, in per cent. */
const GROWTH_PERCENT = 40;

export interface HeapBound {
  /** Everything is loaded: from now on the young generation may grow to its bound. */
  ready(): void;
  end(): void;
}

/**
 * Bounds the young generation of the heap. What a call leaves behind dies with its answer, so it should never outlive the
 * space it was made in: at half of this a burst of calls fills that before they are answered, and is copied instead (a third
 * more CPU for each call); twice of this gains nothing (bench/README.md). V8 reads the flag whenever it would let the space
 * grow, also when it has given memory back while it was idle.
 *
 * While the program is loaded the space stays as it is: what is loaded stays, which V8 would take for a reason to grow to
 * twice the bound before anybody could look. Then each collection is looked at until the bound is reached.
 *
 * Bounds the rest too: V8 lets a small heap grow to four times what lives in it before it collects, which large results fill
 * with what nobody needs any more.
 */
export function boundHeap(): HeapBound {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString('--semi-space-growth-factor=1');
  let isBounded = true;
  const observer = new PerformanceObserver(() => check());
  const check = (): void => {
    const size = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
    if (isBounded === size >= ENOUGH) return;
    isBounded = !isBounded;
    setFlagsFromString(`--semi-space-growth-factor=${isBounded ? 1 : 2}`);
    if (isBounded) observer.disconnect();
    else observer.observe({ entryTypes: ['gc'] });
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    ready() {
      check();
      timer = setInterval(check, CHECK_MS).unref();
    },
    end() {
      clearInterval(timer);
      observer.disconnect();
    },
  };
}
