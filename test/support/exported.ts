import { execFileSync } from 'node:child_process';
import type { Locator, Page } from '@playwright/test';
import { pythonWith } from '../interop/tools';

/** A Python with its own library, or '' where there is none: it reads files that the app has written, and shares no line with it. */
export const PYTHON = pythonWith('json') ?? '';

export interface HistoryTable {
  readonly units: Readonly<Record<string, string>>;
  readonly rows: readonly (Readonly<Record<string, number | null>> & { readonly time: number })[];
}

export interface FoundFrame {
  /** [ms since 1970]; slcan files have only the ms of the minute. */
  readonly time?: number;
  readonly stamp?: number;
  readonly sent?: boolean;
  readonly id: number;
  /** Two hexadecimal digits a byte. */
  readonly data: string;
}

export interface FoundTraffic {
  readonly frames: readonly FoundFrame[];
  readonly serial: readonly { readonly time: number; readonly sent: boolean; readonly bytes: string; readonly whole: boolean }[];
}

export interface FoundPicture {
  readonly width: number;
  readonly height: number;
  readonly colours: number;
}

/** What a file holds, as Python reads it. @throws Error with what breaks the rules of its format */
export function readExport<T>(kind: string, path: string): T {
  const reader = `${import.meta.dirname}/read_export.py`;
  return JSON.parse(execFileSync(PYTHON, [reader, kind, path], { encoding: 'utf8', maxBuffer: 256_000_000 })) as T;
}

/** The file that a press downloads. */
export async function downloaded(page: Page, button: Locator): Promise<{ readonly name: string; readonly path: string }> {
  const saving = page.waitForEvent('download');
  await button.click();
  const file = await saving;
  return { name: file.suggestedFilename(), path: await file.path() };
}
