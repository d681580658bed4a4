import type * as Electron from 'electron';
import { readFileSync } from 'node:fs';
import { asWhole, Guarded, notImplemented } from './guard.ts';
import { readImageSize } from './image-size.ts';

/** Electron's NativeImage: the bytes of a PNG or JPEG and the size in its header. Nothing is decoded. */
export class NativeImage
  extends Guarded
  implements
    Pick<
      Electron.NativeImage,
      | 'isEmpty'
      | 'getSize'
      | 'getAspectRatio'
      | 'getScaleFactors'
      | 'toPNG'
      | 'toDataURL'
      | 'resize'
      | 'setTemplateImage'
      | 'isTemplateImage'
      | 'isMacTemplateImage'
      | 'addRepresentation'
    >
{
  isMacTemplateImage: boolean;
  readonly #bytes: Buffer;
  readonly #size: Electron.Size | undefined;
  readonly #isResized: boolean;
  readonly #scaleFactors = [1];

  constructor(bytes: Buffer, isTemplate = false, resizedTo?: Electron.Size) {
    super();
    this.#bytes = bytes;
    this.#size = resizedTo ?? readImageSize(bytes);
    this.#isResized = resizedTo !== undefined;
    this.isMacTemplateImage = isTemplate;
  }

  static createEmpty(): Electron.NativeImage {
    return asWhole<Electron.NativeImage>(new NativeImage(Buffer.alloc(0)));
  }

  /** As in Electron, a file that cannot be read gives an empty image, and a name ending in Template a template. */
  static createFromPath(path: string): Electron.NativeImage {
    try {
      return asWhole<Electron.NativeImage>(new NativeImage(readFileSync(path), /Template(@\dx)?\.png$/.test(path)));
    } catch {
      return NativeImage.createEmpty();
    }
  }

  static createFromBuffer(buffer: Buffer, _options?: Electron.CreateFromBufferOptions): Electron.NativeImage {
    return asWhole<Electron.NativeImage>(new NativeImage(Buffer.from(buffer)));
  }

  static createFromDataURL(dataUrl: string): Electron.NativeImage {
    const [, base64 = ''] = /^data:image\/[a-z]+;base64,(.*)$/s.exec(dataUrl) ?? [];
    return asWhole<Electron.NativeImage>(new NativeImage(Buffer.from(base64, 'base64')));
  }

  isEmpty(): boolean {
    return this.#size === undefined;
  }

  getSize(_scaleFactor?: number): Electron.Size {
    return { ...(this.#size ?? { width: 0, height: 0 }) };
  }

  getAspectRatio(_scaleFactor?: number): number {
    const { width, height } = this.getSize();
    return height === 0 ? 1 : width / height;
  }

  getScaleFactors(): number[] {
    return [...this.#scaleFactors];
  }

  toPNG(_options?: Electron.ToPNGOptions): Buffer {
    if (this.#isResized) return notImplemented('NativeImage.toPNG of a resized image');
    return this.isEmpty() ? Buffer.alloc(0) : Buffer.from(this.#bytes);
  }

  toDataURL(options?: Electron.ToDataURLOptions): string {
    return `data:image/png;base64,${this.toPNG(options).toString('base64')}`;
  }

  resize(options: Electron.ResizeOptions): Electron.NativeImage {
    const ratio = this.getAspectRatio();
    const width = options.width ?? Math.round((options.height ?? this.getSize().height) * ratio);
    const height = options.height ?? Math.round(width / ratio);
    return asWhole<Electron.NativeImage>(new NativeImage(this.#bytes, this.isMacTemplateImage, { width, height }));
  }

  setTemplateImage(isTemplate: boolean): void {
    this.isMacTemplateImage = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    this.#scaleFactors.push(options.scaleFactor ?? 1);
  }
}
