const MAX_STEM_LENGTH = 80;

/**
 * `<merchant>_qr.png`, safe on every file system: letters and digits of any script, `-` and `.`
 * inside; everything else becomes `_`.
 */
export function stickerFileName(merchantName: string, extension: 'png' | 'svg' = 'png'): string {
  const stem = merchantName
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}.-]+/gu, '_')
    .replace(/^[_.-]+|[_.-]+$/g, '');
  const short = [...stem].slice(0, MAX_STEM_LENGTH).join('');
  return `${short || 'merchant'}_qr.${extension}`;
}
