import { hashText } from '../hash-text.ts';

/**
 * Which ids were seen, in 16 bytes each instead of a string: their 128-bit SHA-256 prefix in an
 * open-addressing table. Two different ids never share one in practice, whoever made them.
 */
export interface IdSet {
  /** False when the id was there already. */
  add(id: string): boolean;
}

const WORDS = 4;
const FIRST_CAPACITY = 4_096;
const LOAD_MAX = 0.6;

const DIGEST_BYTES = WORDS * 4;
const words = new Uint32Array(WORDS);
const scratch = Buffer.from(words.buffer);

export function createIdSet(): IdSet {
  let capacity = FIRST_CAPACITY;
  let table = new Uint32Array(capacity * WORDS);
  let size = 0;

  const isFree = (at: number): boolean =>
    (table[at] as number) === 0 &&
    (table[at + 1] as number) === 0 &&
    (table[at + 2] as number) === 0 &&
    (table[at + 3] as number) === 0;

  /** Position of the words or of the free place for them. */
  function find(words: Uint32Array, from: number): number {
    let slot = (words[from] as number) & (capacity - 1);
    for (;;) {
      const at = slot * WORDS;
      if (isFree(at)) return at;
      let word = 0;
      while (word < WORDS && table[at + word] === words[from + word]) word += 1;
      if (word === WORDS) return at;
      slot = (slot + 1) & (capacity - 1);
    }
  }
  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * WORDS);
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from] || old[from + 1] || old[from + 2] || old[from + 3]) {
        table.set(old.subarray(from, from + WORDS), find(old, from));
      }
    }
  }
  return {
    add(id) {
      scratch.write(hashText(id), 0, DIGEST_BYTES, 'latin1');
      const at = find(words, 0);
      if (!isFree(at)) return false;
      table.set(words, at);
      size += 1;
      if (size > capacity * LOAD_MAX) grow();
      return true;
    },
  };
}
