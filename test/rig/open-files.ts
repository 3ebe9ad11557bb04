import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Whether any process of a Chromium has `path` open now, as the kernel tells. */
export function isOpenInBrowser(path: string): boolean {
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && isBrowser(pid) && openFiles(pid).includes(path));
}

function isBrowser(pid: string): boolean {
  try {
    return /chrom|headless/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function openFiles(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((descriptor) => linkOf(`/proc/${pid}/fd/${descriptor}`));
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
