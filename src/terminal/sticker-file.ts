import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { stickerFileName } from '#qr/draw/sticker-file-name.ts';
import { drawStickerPng } from '#qr/node/sticker-png.ts';
import { staticLink } from './links.ts';
import type { MerchantSigner } from './merchant-key.ts';
import type { TerminalIdentity } from './terminal-file.ts';

type Merchant = Pick<TerminalIdentity, 'name' | 'vpa' | 'vmid' | 'mid' | 'mcc' | 'port'>;

/** `<merchant>_qr.png`; with the VMID when another merchant of that name has the file already. */
export function stickerPath(folder: string, merchant: Pick<Merchant, 'name' | 'vmid'>): string {
  const plain = join(folder, stickerFileName(merchant.name));
  if (!existsSync(plain)) return plain;
  return join(folder, stickerFileName(`${merchant.name} ${merchant.vmid}`));
}

/** @throws Error when the file cannot be written, QrError when the name cannot be drawn. */
export function writeSticker(path: string, merchant: Merchant, signer: MerchantSigner): void {
  const png = drawStickerPng({
    matrix: drawMatrix(staticLink(merchant, signer)),
    merchantName: merchant.name,
    vpa: merchant.vpa,
    shortCode: `${merchant.vmid}:${merchant.port}`,
  });
  writeFileSync(path, png);
}
