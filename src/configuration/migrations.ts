/** Version of the document that this app reads and writes. */
export const VERSION = 1;

/** The sections of a document of any version, before anything of them is understood. */
export type RawSections = Readonly<Record<string, unknown>>;
export type Migration = (sections: RawSections) => RawSections;

/** The migration at `n` makes sections of version n + 1 of those of version n. */
const MIGRATIONS: readonly Migration[] = [
  // What was stored before documents had a version has the sections of the first one.
  (sections) => sections,
];

/**
 * Brings the sections of an older document up to the present one, step by step. Those of a newer one are left as they are.
 * @param version 0 for what carries none
 */
export function migrate(sections: RawSections, version: number, migrations: readonly Migration[] = MIGRATIONS): RawSections {
  return migrations.slice(version).reduce((before, migration) => migration(before), sections);
}
