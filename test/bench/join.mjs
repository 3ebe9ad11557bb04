/** Joins what the parts of the bench have found into one report, and writes it down for people. */

/**
 * @param order - names of all parts
 * @param measured - what was measured now: parts with their goals, or with the reason why there are none
 * @param left - what other runs have left: files of parts, measured at some state of the code that nobody has noted
 * @param before - the report before, if any: its parts stand as long as they belong to the same code on the same machine
 * @param head - commit, machine and versions
 */
export function join({ order, measured, left = [], before, head }) {
  const isSame = before && before.commit === head.commit && JSON.stringify(before.machine) === JSON.stringify(head.machine);
  const earlier = new Map((isSame ? before.parts : []).map((part) => [part.name, part]));
  const names = [...new Set([...order, ...left.map(({ name }) => name)])];
  const parts = names.map((name) => {
    const now = measured.find((part) => part.name === name);
    const past = earlier.get(name);
    if (!now) return past?.goals ? past : (found(left, name) ?? past ?? { name, reason: 'it was not asked for' });
    // The run before is kept beside this one: both have to tell the same.
    return past?.goals && now.goals ? { ...now, before: { at: past.at, goals: past.goals } } : now;
  });
  const goals = parts.flatMap((part) => part.goals ?? []);
  return {
    ...head,
    reached: goals.filter(({ reached }) => reached).length,
    missed: goals.filter(({ reached }) => !reached).length,
    notRun: parts.filter(({ reason }) => reason !== undefined).length,
    parts,
  };
}

function found(left, name) {
  const part = left.find((each) => each.name === name);
  return part && { ...part, earlier: true };
}

const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

/** @param words - columns of words at the front; figures stand at the right edge of theirs */
export function table(columns, rows, words = 1) {
  return [row(columns), row(columns.map((_, index) => (index < words ? '---' : '--:'))), ...rows.map(row)].join('\n');
}

/** One line that says what the figures belong to. */
export function origin({ commit, machine, versions }) {
  const { cpu, cores, memoryGB, system } = machine;
  return `Commit ${commit}, ${cores} cores of ${cpu}, ${memoryGB} GB, ${system}, Node ${versions.node}, ${versions.browser}.`;
}

/** Every goal with what was found, and below it the parts that could not be run. */
export function summary({ parts }) {
  const rows = parts.flatMap(({ name, goals = [], earlier }) =>
    goals.map(({ what, found, reached }) => [earlier ? `${name} *` : name, what, found, reached ? 'reached' : '**missed**']),
  );
  const isEarlier = parts.some(({ earlier }) => earlier);
  const missing = parts.filter(({ reason }) => reason !== undefined).map(({ name, reason }) => `- _${name}_ was not run: ${reason}.`);
  const mark = isEarlier ? ['', '\\* from a run of its own; the state of the code was not noted.'] : [];
  return [table(['part', 'goal', 'found', ''], rows, 4), ...mark, ...(missing.length > 0 ? ['', ...missing] : [])].join('\n');
}

/** The first figure of a text; what a part has found begins with its figure. */
export function figureOf(text) {
  const [figure] = /-?\d+(?:\.\d+)?/.exec(text.replaceAll(/(?<=\d)[ \u00A0\u202F](?=\d{3})/g, '')) ?? [];
  return figure === undefined ? undefined : Number(figure);
}

/** What both runs of a part have found, where there were two. */
export function agreement({ parts }) {
  return parts.flatMap(({ name, goals = [], before }) =>
    goals.flatMap(({ what, found }) => {
      const past = before?.goals.find((goal) => goal.what === what);
      if (!past) return [];
      const [now, then] = [figureOf(found), figureOf(past.found)];
      const share = now !== undefined && then ? `${(100 * (now / then - 1)).toFixed(0)} %` : '—';
      return [[name, what, past.found, found, share]];
    }),
  );
}

/** When a part was measured, and of what. */
export function measuredWhen({ at, seconds, earlier }) {
  const time = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  return earlier ? `Measured ${time}, by a run of its own; the state of the code was not noted.` : `Measured ${time} in ${seconds} s.`;
}

function partText(part) {
  const { title, notes, tables, goals } = part;
  const lines = [`## ${title}`, '', `${notes.join(' ')} ${measuredWhen(part)}`, ''];
  for (const { caption, columns, rows } of tables) lines.push(caption, '', table(columns, rows), '');
  for (const { what, reached, found } of goals) lines.push(`- ${reached ? 'Reached' : 'MISSED'}: ${what}; found ${found}.`);
  return lines.join('\n');
}

export function markdown(report) {
  const { packages, peers } = report.versions;
  const list = (versions) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  const both = agreement(report);
  return `${[
    '# Bench',
    `${origin(report)} Packages: ${list(packages)}. Peers: ${list(peers)}.`,
    `${report.reached} goals reached, ${report.missed} missed.`,
    summary(report),
    ...(both.length > 0 ? ['## The run before', table(['part', 'goal', 'before', 'now', 'change'], both, 4)] : []),
    ...report.parts.filter(({ reason }) => reason === undefined).map(partText),
  ].join('\n\n')}\n`;
}
