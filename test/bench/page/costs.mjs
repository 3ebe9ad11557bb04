/** What a trace and a profile of Chromium say of the threads of one page. */

/** Shares of one core [%], and what a task that brings a view takes [ms]. */
export function costs(events, seconds) {
  const names = new Map(events.filter(({ name }) => name === 'thread_name').map(({ pid, tid, args }) => [`${pid} ${tid}`, args.name]));
  const marks = events.filter(({ name, cat }) => name === 'view' && cat.includes('blink.user_timing'));
  const [mark] = marks;
  if (!mark) throw new Error('no view has come');
  const main = tasks(events, ({ pid, tid }) => pid === mark.pid && tid === mark.tid);
  const worker = tasks(events, ({ pid, tid }) => pid === mark.pid && (names.get(`${pid} ${tid}`) ?? '').startsWith('DedicatedWorker'));
  const withView = main.filter((task) => marks.some(({ ts }) => ts >= task.ts && ts < task.ts + task.dur));
  const share = (all) => all.reduce((sum, { tdur }) => sum + tdur, 0) / (seconds * 10_000);
  const durations = withView.map(({ tdur }) => tdur / 1000).sort((a, b) => a - b);
  const at = (part) => durations[Math.min(durations.length - 1, Math.floor(durations.length * part))] ?? 0;
  return { page: share(main), worker: share(worker), views: share(withView), view: { median: at(0.5), most: at(0.9) } };
}

/** The outermost tasks of the threads that are meant; what runs inside of another is counted with that. */
function tasks(events, isMeant) {
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== 'X' || event.tdur === undefined || !isMeant(event)) continue;
    const own = threads.get(event.tid) ?? [];
    own.push(event);
    threads.set(event.tid, own);
  }
  return [...threads.values()].flatMap((all) => {
    let end = -Infinity;
    return all
      .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
      .filter(({ ts, dur }) => {
        if (ts < end) return false;
        end = ts + dur;
        return true;
      });
  });
}

/** Share of the worker's own work that is the code of the simulated battery, adapter and GX; what that calls of the protocols is the bridge's. */
export function ofSimulation({ nodes, samples, timeDeltas }) {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const scriptOf = (id) => {
    for (let at = id; at !== undefined; at = parents.get(at)) if (frames.get(at).url !== '') return frames.get(at).url;
    return '';
  };
  let all = 0;
  let simulated = 0;
  samples.forEach((id, index) => {
    if (frames.get(id).functionName === '(idle)') return;
    const took = timeDeltas[index + 1] ?? 0;
    all += took;
    if (/\/(battery|simulation)-[^/]*\.js$/.test(scriptOf(id))) simulated += took;
  });
  return all === 0 ? 0 : simulated / all;
}
