import { createServer, type Server } from 'node:http';

/** One port on both loopback addresses, so that nobody else can answer for `localhost`. */
export interface LocalServer {
  readonly port: number;
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1'] as const;
const CONNECTIONS_MAX = 1_024;
const REQUEST_WITHIN_MS = 30_000;
const PORT_TRIES_MAX = 50;

const listenOn = (host: string, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ requestTimeout: REQUEST_WITHIN_MS, maxHeaderSize: 16_384 });
    server.maxConnections = CONNECTIONS_MAX;
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

const end = (servers: readonly Server[]): Promise<unknown> =>
  Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Undefined when the port is taken on either address. */
async function tryPort(port: number): Promise<readonly Server[] | undefined> {
  const servers: Server[] = [];
  for (const host of LOOPBACK) {
    try {
      const first = servers[0];
      servers.push(await listenOn(host, first ? portOf(first) : port));
    } catch (error) {
      // A machine without IPv6 has no ::1 for anybody to take.
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error)) && host === '::1') continue;
      await end(servers);
      if (['EADDRINUSE', 'EACCES'].includes(codeOf(error))) return undefined;
      throw error;
    }
  }
  return servers;
}

/**
 * @param wantedPort the next free one is taken when it is not; 0 for any
 * @throws Error when none of the next ports is free
 */
export async function listenLocally(wantedPort: number): Promise<LocalServer> {
  for (let port = wantedPort; port < wantedPort + PORT_TRIES_MAX && port <= 65_535; port += 1) {
    const servers = await tryPort(wantedPort === 0 ? 0 : port);
    const first = servers?.[0];
    if (servers && first) {
      return { port: portOf(first), servers, close: async () => void (await end(servers)) };
    }
  }
  throw new Error(
    `The ports ${wantedPort} to ${wantedPort + PORT_TRIES_MAX - 1} are all taken. Choose another with --port N.`,
  );
}
