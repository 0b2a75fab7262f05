/**
 * The primitives that protocol code needs, injected so that the same code runs on WebCrypto in a
 * window and on node:crypto in the bank, the terminals and the stress engine.
 */
export type Awaitable<T> = T | Promise<T>;

export interface CryptoPort {
  randomBytes(length: number): Uint8Array;
  sha256(data: Uint8Array): Awaitable<Uint8Array>;
  hmacSha256(key: Uint8Array, data: Uint8Array): Awaitable<Uint8Array>;
  /** PBKDF2-HMAC-SHA256 to 32 bytes (RFC 8018). */
  pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number): Awaitable<Uint8Array>;
  /** HKDF-SHA256 (RFC 5869). */
  hkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Awaitable<Uint8Array>;
  /** Fresh X25519 pair (RFC 7748); `agree` may be called once, then the private key is dropped. */
  x25519(): Awaitable<{
    readonly publicKey: Uint8Array;
    agree(peerPublicKey: Uint8Array): Awaitable<Uint8Array>;
  }>;
  /** AES-256-GCM; the 16-byte tag ends the result. */
  gcmSeal(
    key: Uint8Array,
    iv: Uint8Array,
    aad: Uint8Array,
    plain: Uint8Array,
  ): Awaitable<Uint8Array>;
  /** @throws when the tag does not match. */
  gcmOpen(
    key: Uint8Array,
    iv: Uint8Array,
    aad: Uint8Array,
    sealed: Uint8Array,
  ): Awaitable<Uint8Array>;
  /** Ed25519 (RFC 8032) with a raw 32-byte public key. */
  verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): Awaitable<boolean>;
  /** ECDSA P-256 with SHA-256; key as SPKI DER, signature as ASN.1 DER. */
  verifyP256(spki: Uint8Array, data: Uint8Array, signature: Uint8Array): Awaitable<boolean>;
}

/** A phone's Ed25519 device key; in windows the private half is a non-extractable CryptoKey. */
export interface DeviceSigner {
  /** Raw 32-byte Ed25519 public key. */
  readonly publicKey: Uint8Array;
  sign(data: Uint8Array): Awaitable<Uint8Array>;
}
