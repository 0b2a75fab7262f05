import type { Payee } from './target.ts';

/** Registers a shop with a live terminal; a taken port is an error with code `port-in-use`. */
export type RegisterShop = (form: {
  readonly name: string;
  readonly password: string;
  readonly openingBalancePaise: string;
  readonly port: number;
}) => Promise<{ readonly vpa: string; readonly vmid: string }>;

const PORT_FIRST = 42_000;
const PORT_LAST = 60_000;
const LOOPBACK = '127.0.0.1';

/** Shops of a scratch bank on the first ports that are free. */
export async function openShops(count: number, register: RegisterShop): Promise<Payee[]> {
  const shops: Payee[] = [];
  for (let port = PORT_FIRST; shops.length < count && port < PORT_LAST; port++) {
    const shop = await register({
      name: `Stress shop ${shops.length + 1}`,
      password: `stress-shop-${port}`,
      openingBalancePaise: '0',
      port,
    }).catch((error: { code?: string; problem?: { code?: string } }) => {
      if ((error.problem?.code ?? error.code) === 'port-in-use') return undefined;
      throw error;
    });
    if (shop) shops.push({ vpa: shop.vpa, vmid: shop.vmid, host: LOOPBACK, port });
  }
  return shops;
}
