/**
 * How a value is written to cross between processes and worlds. Arrays and objects are tagged, so that undefined, NaN,
 * functions, promises and errors can be told from data. The three functions below also run inside pages: they are sent
 * there as text, so they may use nothing but each other and what every JavaScript world has.
 */
export type Coded =
  | null
  | boolean
  | number
  | string
  | readonly ['undefined']
  | readonly ['number', string]
  | readonly ['array', readonly Coded[]]
  | readonly ['object', readonly (readonly [string, Coded])[]]
  | readonly ['function', number, boolean]
  | readonly ['promise', number]
  | readonly ['error', string];

/** Any function, as one that may be called with anything. */
export type Callable = (...given: unknown[]) => unknown;

/** A function or promise that cannot be copied but may be called through. */
export interface Encoder {
  function(value: Callable): Coded;
  promise(value: PromiseLike<unknown>): Coded;
  error(value: Error): Coded;
}

/** The receiving end of what an Encoder wrote. */
export interface Decoder {
  function(id: number, isReturning: boolean): unknown;
  promise(id: number): unknown;
}

/** Writes a value down, or throws Electron's error for what cannot cross. Without an encoder only plain data can. */
export function encodeValue(value: unknown, encoder?: Encoder, path = 'value', parents: readonly object[] = []): Coded {
  const refuse = (kind: string): Coded => {
    throw new Error('An object could not be cloned.', { cause: `${path} is ${kind}` });
  };
  const isCallable = (candidate: unknown): candidate is Callable => typeof candidate === 'function';
  if (value === undefined) return ['undefined'];
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : ['number', Object.is(value, -0) ? '-0' : `${value}`];
  }
  if (isCallable(value)) return encoder === undefined ? refuse('a function') : encoder.function(value);
  if (typeof value !== 'object') return refuse(`a ${typeof value}`);
  if (parents.includes(value)) return refuse('a circle');
  const within = [...parents, value];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return ['array', items.map((item, index) => encodeValue(item, encoder, `${path}[${index}]`, within))];
  }
  if (encoder !== undefined) {
    if (value instanceof Error) return encoder.error(value);
    if (value instanceof Promise) return encoder.promise(value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse(Object.prototype.toString.call(value));
  return [
    'object',
    Object.entries(value).map(([key, item]) => [key, encodeValue(item, encoder, `${path}.${key}`, within)]),
  ];
}

/** Reads what encodeValue wrote. */
export function decodeValue(coded: Coded, decoder?: Decoder): unknown {
  if (typeof coded !== 'object' || coded === null) return coded;
  switch (coded[0]) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(coded[1]);
    case 'array':
      return coded[1].map((item) => decodeValue(item, decoder));
    case 'object': {
      const object = {};
      for (const [key, item] of coded[1]) {
        Object.defineProperty(object, key, {
          value: decodeValue(item, decoder),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
      return object;
    }
    case 'function':
      return decoder?.function(coded[1], coded[2]);
    case 'promise':
      return decoder?.promise(coded[1]);
    case 'error':
      return new Error(coded[1]);
  }
}
