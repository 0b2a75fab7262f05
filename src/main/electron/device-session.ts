import { type Session, session, type WebContents } from 'electron';
import type { PolicyOptions } from '../content-policy.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';
import { serveAppFile } from './app-files.ts';
import { APP_SCHEME } from './app-url.ts';
import { isPinnedCertificate, type PinnedHost } from './certificate-pinning.ts';
import { isPermitted } from './permissions.ts';

/** What every partition is set up with; a fresh session would allow everything. */
export interface SessionRules {
  readonly pagesFolder: string;
  readonly policy: PolicyOptions;
  readonly pinnedHosts: () => readonly PinnedHost[];
  readonly windows: ReadonlyMap<number, SimulatorWindow>;
}

const ACCEPT = 0;
const REJECT = -2;

export function openSession(partition: string, rules: SessionRules): Session {
  const opened = session.fromPartition(partition);
  const roleOf = (contents: WebContents | null) =>
    contents ? rules.windows.get(contents.id)?.role : undefined;

  opened.protocol.handle(APP_SCHEME, (request) =>
    serveAppFile(rules.pagesFolder, request, rules.policy),
  );
  opened.setPermissionCheckHandler((contents, permission, _origin, details) =>
    isPermitted({
      permission,
      role: roleOf(contents),
      url: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType ? [details.mediaType] : [],
    }),
  );
  opened.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl, isMainFrame } = details;
    answer(
      isPermitted({
        permission,
        role: roleOf(contents),
        url: requestingUrl,
        isMainFrame,
        mediaTypes,
      }),
    );
  });
  opened.setDevicePermissionHandler(() => false);
  opened.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const presented = { hostname, data: certificate.data };
    answer(isPinnedCertificate(presented, rules.pinnedHosts(), Date.now()) ? ACCEPT : REJECT);
  });
  opened.on('will-download', (event) => event.preventDefault());
  return opened;
}

/** Forgets what a device kept: its keys are useless once the device is gone. */
export const wipeSession = (partition: string): Promise<void> =>
  session.fromPartition(partition).clearStorageData();
