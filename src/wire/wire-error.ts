/** What can go wrong around sockets, certificates and the data folder, in words for people. */
export type WireErrorCode =
  | 'port-taken'
  | 'port-forbidden'
  | 'address-unknown'
  | 'folder-unwritable'
  | 'folder-in-use'
  | 'file-damaged';

export class WireError extends Error {
  readonly code: WireErrorCode;

  constructor(code: WireErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WireError';
    this.code = code;
  }

  /** @param error from a server's `error` event while it begins to listen */
  static fromListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
    const place = `${host}, port ${port}`;
    switch (error.code) {
      case 'EADDRINUSE':
        return new WireError('port-taken', `Another program already uses ${place}.`);
      case 'EACCES':
      case 'EPERM':
        return new WireError('port-forbidden', `The system does not allow listening on ${place}.`);
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        return new WireError('address-unknown', `This machine has no address ${host}.`);
      default:
        return error;
    }
  }
}
