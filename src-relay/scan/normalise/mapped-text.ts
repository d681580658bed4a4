import { mappedView, type View } from './view.ts';

/** Builds a mapped view unit by unit; grows as needed, because folding and unescaping rarely lengthen a text. */
export class MappedText {
  private units: Uint16Array<ArrayBuffer>;
  private starts: Int32Array;
  private ends: Int32Array;
  length = 0;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity + 16);
    this.starts = new Int32Array(capacity + 16);
    this.ends = new Int32Array(capacity + 16);
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length++;
  }

  pushText(text: string, start: number, end: number): void {
    for (let i = 0; i < text.length; i++) this.push(text.charCodeAt(i), start, end);
  }

  toView(parent: View): View {
    const text = Buffer.from(this.units.buffer, 0, this.length * 2).toString('utf16le');
    return mappedView(parent, text, this.starts.slice(0, this.length), this.ends.slice(0, this.length));
  }

  private grow(): void {
    const units = new Uint16Array(this.length * 2);
    const starts = new Int32Array(this.length * 2);
    const ends = new Int32Array(this.length * 2);
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    this.units = units;
    this.starts = starts;
    this.ends = ends;
  }
}
