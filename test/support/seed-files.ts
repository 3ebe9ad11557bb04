import { readFileSync } from 'node:fs';

const file = (name: string): string => readFileSync(new URL(`../fixtures/seed/${name}`, import.meta.url), 'utf8');

/** The files of the ESP32 bridge in the form in which they were published, with another network. */
export const SEED_CONFIG_FILE = file('config.json');
export const SEED_MAPPING_FILE = file('tinybms_victron_mapping.txt');
