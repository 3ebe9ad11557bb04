import type { CheckResult } from '../../control/current-sign';
import { fileStamp } from '../export/save-file';
import type { CommissioningTexts } from '../text/keys-commissioning';
import type { Texts } from '../text/keys';
import type { Format } from '../format/format';
import { evidenceWords, stepName } from './words';
import { resultOf, STEPS, type CommissioningRecord, type Devices, type Evidence, type Step } from './record';

/** The report for programs; it stands inside of the one for people. */
export interface ReportData {
  readonly kind: 'tinybms-bridge/commissioning';
  readonly version: 1;
  readonly simulation: boolean;
  /** Every step is proven. */
  readonly complete: boolean;
  readonly begun: string;
  readonly written: string;
  readonly app: { readonly version: string; readonly commit: string };
  readonly browser: string;
  readonly devices: Devices;
  readonly steps: readonly {
    readonly step: Step;
    readonly result: CheckResult;
    readonly at: string | undefined;
    readonly evidence: Evidence | undefined;
  }[];
}

export interface Writing {
  /** When it is written [ms since 1970]. */
  readonly now: number;
  readonly browser: string;
  readonly app: ReportData['app'];
}

export function reportData(record: CommissioningRecord, { now, browser, app }: Writing): ReportData {
  return {
    kind: 'tinybms-bridge/commissioning',
    version: 1,
    simulation: record.mode === 'simulation',
    complete: STEPS.every((step) => resultOf(record, step) === 'proven'),
    begun: iso(record.begun),
    written: iso(now),
    app,
    browser,
    devices: record.devices,
    steps: STEPS.map((step) => {
      const found = record.steps[step];
      return { step, result: resultOf(record, step), at: found && iso(found.at), evidence: found?.evidence };
    }),
  };
}

/** What the report says of the installation, name by name. */
export function reportFacts(data: ReportData, t: CommissioningTexts['report'], f: Format): readonly (readonly [string, string])[] {
  const { bms, cells, capacity, adapter, victron, bitrate } = data.devices;
  const known = (text: string | undefined): string => (text === undefined || text === '' ? t.unknown : text);
  return [
    [t.facts.written, f.moment(Date.parse(data.written))],
    [t.facts.begun, f.moment(Date.parse(data.begun))],
    [t.facts.serialNumber, known(bms?.serialNumber)],
    [t.facts.firmware, bms ? t.firmware(bms.hardware, f.number(bms.publicFirmware), f.number(bms.internalFirmware)) : t.unknown],
    [t.facts.battery, cells === undefined ? t.unknown : t.battery(f.count(cells), f.measure('capacity', capacity))],
    [t.facts.adapter, known(adapter?.version)],
    [t.facts.adapterSerial, known(adapter?.serialNumber)],
    [t.facts.bus, f.decimal(bitrate / 1000, 0, 'kbit/s')],
    [t.facts.gx, victron ? t.victron : t.unknown],
    [t.facts.app, `${data.app.version} (${data.app.commit})`],
    [t.facts.browser, data.browser],
  ];
}

/** The report as a page of its own, that can be read, printed and passed on without this app. */
export function reportHtml(record: CommissioningRecord, writing: Writing, texts: Texts, f: Format): string {
  const t = texts.commissioning.report;
  const data = reportData(record, writing);
  const facts = reportFacts(data, t, f).map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  const steps = data.steps.map(({ step, result, at, evidence }) => {
    const cells = [
      texts.operation.results[result],
      at === undefined ? '' : f.moment(Date.parse(at)),
      evidence === undefined ? texts.commissioning.notProven : evidenceWords(texts, evidence, result, f),
    ];
    return `<tr class="${result}"><th scope="row">${escaped(stepName(texts, step))}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  const head = [t.column.step, t.column.result, t.column.time, t.column.evidence].map((name) => `<th scope="col">${escaped(name)}</th>`);
  return `<!doctype html>
<html lang="${f.language}">
<meta charset="utf-8">
<title>${escaped(t.title)}</title>
<style>${STYLE}</style>
<h1>${escaped(t.title)}</h1>
${data.simulation ? `<p class="simulation">${escaped(t.simulation)}</p>` : ''}
<p>${escaped(data.complete ? t.complete : t.incomplete(f.count(data.steps.filter(({ result }) => result !== 'proven').length)))}</p>
<table>${facts.join('')}</table>
<h2>${escaped(t.stepsTitle)}</h2>
<table><thead><tr>${head.join('')}</tr></thead><tbody>${steps.join('')}</tbody></table>
<p>${escaped(t.notice)}</p>
<p class="sign">${escaped(t.sign)}</p>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
</html>
`;
}

export function reportName({ mode }: CommissioningRecord, now: number): string {
  return `tinybms-commissioning-${fileStamp(now)}${mode === 'simulation' ? '-simulation' : ''}.html`;
}

const STYLE = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #111; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
th { font-weight: 600; }
.simulation { padding: 0.75rem 1rem; border: 3px dashed #555; font-weight: 700; }
.failed td, .failed th { color: #a00; }
.sign { margin-top: 3rem; }
tr { break-inside: avoid; }
`;

function iso(time: number): string {
  return new Date(time).toISOString();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
