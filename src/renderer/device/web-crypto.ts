export { plain, webCrypto } from '#shared/web-crypto.ts';
