import { mappedView, type View } from './view.ts';

/** Larger buffers than this, in UTF-16 units, are not kept between texts. */
const MAX_KEPT = 1 << 20;

let kept: Buffers | undefined;

class Buffers {
  readonly units: Uint16Array<ArrayBuffer>;
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }
}

/**
 * Builds a mapped view unit by unit; grows as needed, because folding and unescaping rarely lengthen a text. Its buffers
 * go from one builder to the next: new ones would cost more than most views.
 */
export class MappedText {
  private buffers: Buffers;
  private seen = 0;
  length = 0;

  constructor(capacity: number) {
    const own = kept;
    // Taken, so that a second builder at the same time gets its own.
    kept = undefined;
    this.buffers = own && own.units.length >= capacity + 16 ? own : new Buffers(Math.max(4096, capacity + 16));
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.buffers.units.length) this.grow();
    const { units, starts, ends } = this.buffers;
    units[this.length] = unit;
    starts[this.length] = start;
    ends[this.length] = end;
    this.seen |= unit;
    this.length++;
  }

  pushText(text: string, start: number, end: number): void {
    for (let i = 0; i < text.length; i++) this.push(text.charCodeAt(i), start, end);
  }

  /** The view of the parent; nothing can be added any more. */
  toView(parent: View): View {
    const { units, starts, ends } = this.buffers;
    const { length } = this;
    const text =
      this.seen < 128 ? asciiText(units, length) : Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
    const view = mappedView(parent, text, starts.slice(0, length), ends.slice(0, length));
    this.release();
    return view;
  }

  /** Gives the buffers on; nothing can be added any more. */
  release(): void {
    if (this.buffers.units.length <= MAX_KEPT) kept = this.buffers;
  }

  private grow(): void {
    const larger = new Buffers(this.length * 2);
    larger.units.set(this.buffers.units);
    larger.starts.set(this.buffers.starts);
    larger.ends.set(this.buffers.ends);
    this.buffers = larger;
  }
}

/** One byte a character, as the text was before: patterns are compiled anew for texts of two. */
function asciiText(units: Uint16Array<ArrayBuffer>, length: number): string {
  return Buffer.from(units.subarray(0, length)).toString('latin1');
}
