/** Whether a window could be shown at all. */
export const hasDisplay = (
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean =>
  platform === 'darwin' || platform === 'win32'
    ? true
    : Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);

/** Why the desktop host cannot run here whatever is installed, or undefined. */
export function desktopObstacle(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  userId: number | undefined,
): string | undefined {
  if (!hasDisplay(platform, environment)) return 'there is no display';
  if (platform === 'linux' && userId === 0) {
    return 'Electron does not run as root with its sandbox on';
  }
  return undefined;
}
