type RandomBytes = (length: number) => Uint8Array;

const POOL_LENGTH = 4_096;

/** Draws random bytes a few thousand at a time, since each call of the source costs much. */
export function pooledRandom(source: RandomBytes): RandomBytes {
  let pool: Uint8Array = new Uint8Array();
  let at = 0;
  return (length) => {
    if (length > POOL_LENGTH) return source(length);
    if (at + length > pool.length) {
      pool = source(POOL_LENGTH);
      at = 0;
    }
    const bytes = pool.slice(at, at + length);
    // Nobody who reads this memory later learns what was handed out.
    pool.fill(0, at, at + length);
    at += length;
    return bytes;
  };
}
