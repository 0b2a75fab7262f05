import { concatBytes, fromUtf8, utf8 } from '../bytes.ts';

/** Big-endian fields of a fixed binary layout. */
export const u8 = (value: number): Uint8Array => Uint8Array.of(value);

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** @throws RangeError unless the value is a non-negative safe integer. */
export function u64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not an unsigned integer');
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
  return bytes;
}

/** Length-prefixed bytes, at most 65,535. */
export function bytes16(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xffff) throw new RangeError('field longer than 65,535 bytes');
  return concatBytes(Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes);
}

export const string16 = (text: string): Uint8Array => bytes16(utf8(text));

/** Reads the same fields back; every read is bounds-checked and `end` refuses trailing bytes. */
export interface ByteReader {
  u8(): number;
  u32(): number;
  u64(): number;
  take(length: number): Uint8Array;
  bytes16(): Uint8Array;
  string16(): string;
  end(): void;
}

/** @throws RangeError on short input, an unsafe integer or trailing bytes; TypeError on bad UTF-8. */
export function byteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const advance = (length: number): number => {
    if (offset + length > bytes.length) throw new RangeError('layout ends too early');
    const at = offset;
    offset += length;
    return at;
  };
  const take = (length: number): Uint8Array => {
    const at = advance(length);
    return bytes.slice(at, at + length);
  };
  const readBytes16 = (): Uint8Array => take(view.getUint16(advance(2)));
  return {
    u8: () => view.getUint8(advance(1)),
    u32: () => view.getUint32(advance(4)),
    u64: () => {
      const at = advance(8);
      const value = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
      if (!Number.isSafeInteger(value)) throw new RangeError('integer above 2^53');
      return value;
    },
    take,
    bytes16: readBytes16,
    string16: () => fromUtf8(readBytes16()),
    end: () => {
      if (offset !== bytes.length) throw new RangeError('layout has trailing bytes');
    },
  };
}
