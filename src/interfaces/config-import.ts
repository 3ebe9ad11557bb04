/** Taking over a configuration: looked at as a whole by the same desk as on the page of the settings, then all of it or nothing. */
import type { ChangeSource, ConfigurationPreview, Previewed } from '../bridge/configuration-contract';
import type { Rule } from '../configuration/key';
import type { Note, Row } from '../configuration/wishes';
import type { InterfaceHost } from './host';
import { answerOf } from './outcome';
import { done, refuse, type Answer } from './request';

const UNREADABLE: Readonly<Record<Extract<Previewed, { ok: false }>['why'], string>> = {
  'too-long': 'This is far too long for a configuration.',
  'not-json': 'This is not JSON, or damaged.',
  'unknown-format': 'This is no configuration that the bridge knows.',
  'newer-version': 'This comes from a newer version of the app.',
  damaged: 'The version or the sections are missing.',
  profile: 'These are settings of a BMS: POST /api/registers.',
  'nothing-to-undo': 'There is nothing to undo.',
};

/** What a part must not leave to guessing: a value that would be taken otherwise than it was written. */
const GUESSED: ReadonlySet<Note> = new Set(['coerced', 'held-back', 'shortened', 'no-such-bitrate']);

interface Problem {
  readonly path: string;
  readonly rule: string;
  readonly value?: unknown;
}

function problemsOf({ rows, violations, thresholds }: ConfigurationPreview, isPart: boolean): readonly Problem[] {
  const wrong = rows.flatMap((row): readonly Problem[] => {
    const rule = ruleOf(row, isPart);
    return rule === undefined ? [] : [{ path: row.path, rule, ...(row.secret ? {} : { value: row.value ?? row.after ?? null }) }];
  });
  return [
    ...wrong,
    ...violations.map((violation): Problem => ({ path: 'charge', rule: JSON.stringify(violation) })),
    ...thresholds.map((violation): Problem => ({ path: `alarms.${violation.code}`, rule: JSON.stringify(violation) })),
  ];
}

function ruleOf({ fate, rule, notes }: Row, isPart: boolean): string | undefined {
  if (fate === 'refused' && rule) return ruleText(rule);
  if (!isPart) return undefined;
  if (fate === 'unknown') return 'not a setting of this app';
  return notes.find((note) => GUESSED.has(note));
}

function ruleText(rule: Rule): string {
  switch (rule.rule) {
    case 'kind':
      return `has to be another kind of value: ${rule.kind}`;
    case 'range':
      return `has to be from ${rule.least} to ${rule.most}`;
    case 'whole':
      return 'has to be a whole number';
    case 'longest':
      return `has at most ${rule.longest} characters`;
    case 'options':
      return `has to be one of ${rule.options.join(', ')}`;
    case 'count':
      return `has to have ${rule.least} to ${rule.most} entries`;
    case 'point':
      return `entry ${rule.index} has to be a number and a share from 0 to 1`;
    case 'unknown':
      return 'not a setting of this app';
  }
}

/**
 * Takes over what the source wants.
 * @returns what has become of each value; or 400 with every value that stands against it, when nothing was changed
 */
export async function takeOver(host: Pick<InterfaceHost, 'areas' | 'preferences'>, source: ChangeSource, message: string): Promise<Answer> {
  const { areas, preferences } = host;
  const isPart = source.kind === 'file' && source.part === true;
  const previewed = await areas.configuration.preview(source, preferences.settings);
  if (!previewed.ok) return refuse(400, 'invalid', UNREADABLE[previewed.why]);
  const { preview } = previewed;
  if (isPart && preview.rows.length === 0) return refuse(400, 'invalid', 'There is nothing to change in it.');
  const problems = problemsOf(preview, isPart);
  if (problems.length > 0) return refuse(400, 'invalid', 'Nothing was changed: see "problems".', { problems });
  const paths = (fate: Row['fate']): readonly string[] => preview.rows.filter((row) => row.fate === fate).map(({ path }) => path);
  const told = {
    changed: paths('changes'),
    same: paths('same').length,
    kept: paths('kept'),
    unknown: paths('unknown'),
    notes: preview.rows.flatMap(({ path, notes }) => notes.map((note) => ({ path, note }))),
  };
  if (!preview.ready) return done('Nothing differs from what is in force.', told);
  const applied = await areas.configuration.apply(preview.id);
  if (!applied.ok) return answerOf(applied, '');
  preferences.settings = applied.display;
  return done(message, told);
}
