import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { BlockCause, PhaseKind } from '../../control/limits';
import type { ReasonTexts, Speaking, Texts } from './keys';
import { reasonClause } from './sentences';

const SENSORS: Readonly<Record<TemperatureAt['sensor'], string>> = {
  external1: 'sonde 1',
  external2: 'sonde 2',
  internal: 'carte du BMS',
};

const PHASES: Readonly<Record<PhaseKind, string>> = {
  bulk: 'Bulk',
  absorption: 'Absorption',
  transition: 'Transition',
  'float-approach': 'Vers le float',
  float: 'Float',
  fixed: 'Tension fixe',
};

/** Why charging is forbidden, as a noun. */
const BLOCKS: Readonly<Record<BlockCause, string>> = {
  'bms-fault': 'défaut du BMS',
  'no-recent-data': 'données du BMS absentes',
  'cell-over-voltage': 'cellule trop pleine',
  'cell-under-voltage': 'cellule trop vide',
  temperature: 'température',
};

const packOf = (pack: string): string => `pack ${pack.replace(/^pack-/, '')}`;
const cell = ({ cell: number, pack }: CellAt, { severalPacks }: Speaking): string =>
  severalPacks ? `cellule ${number} du ${packOf(pack)}` : `cellule ${number}`;
const cellAt = (at: CellAt, speaking: Speaking): string => `${cell(at, speaking)} à ${volts(at.voltage, speaking)}`;
const sensor = ({ sensor: name, pack }: TemperatureAt, { severalPacks }: Speaking): string =>
  severalPacks ? `${SENSORS[name]} du ${packOf(pack)}` : SENSORS[name];
const sensorAt = (at: TemperatureAt, speaking: Speaking): string =>
  `${sensor(at, speaking)} à ${speaking.format.measure('temperature', at.celsius)}`;
/** Of a cell. */
const volts = (voltage: number, { format }: Speaking): string => format.measure('cellVoltage', voltage);
const share = (factor: number, floor: boolean, { format }: Speaking): string =>
  floor ? 'plus petit courant' : `${format.measure('wholePercent', factor * 100)} du plein courant`;
/** A condition that must hold for a while, and for how long it has. */
const lasting = (held: number, of: number, { format: f }: Speaking): string =>
  held > 0 ? `pendant ${f.span(of)} (${f.span(held)} jusqu’ici)` : `pendant ${f.span(of)}`;

const REASONS: ReasonTexts = {
  'phase-target': ({ phase, perCell, cells }, s) => `${PHASES[phase].toLowerCase()}, ${cells} cellules à ${volts(perCell, s)} chacune`,
  imbalance: ({ highest, lowest, spread, release, drop }, s) =>
    `${s.format.measure('millivolts', spread)} entre la ${cell(highest, s)} et la ${cell(lowest, s)} ; ${s.format.measure('voltage', drop)} de moins jusqu’à un écart de ${s.format.measure('millivolts', release)}`,
  ramp: ({ direction, target, because }, s) =>
    `${direction === 'up' ? 'monte' : 'descend'} lentement vers ${s.format.measure('voltageLimit', target)} (${reasonClause(REASONS, because, s)})`,
  overshoot: ({ highest, from, trim, recoversBelow, waited, of }, s) => {
    const taken = s.format.measure('voltage', trim);
    if (highest.voltage > from) return `${cellAt(highest, s)}, au-dessus de ${volts(from, s)} ; ${taken} de moins`;
    if (waited >= of) return `encore ${taken} de moins après un dépassement, remonte lentement ; ${cellAt(highest, s)}`;
    return `encore ${taken} de moins après un dépassement, tant que la ${cell(highest, s)} n’est pas sous ${volts(recoversBelow, s)} ${lasting(waited, of, s)}`;
  },
  'charge-forbidden-hold': ({ held, because }, { format: f }) =>
    `charge interdite (${BLOCKS[because]}) ; maintenue à ${f.measure('voltageLimit', held)}`,
  'raise-interval': ({ target, waited, of }, { format: f }) =>
    `peut monter à ${f.measure('voltageLimit', target)} dans ${f.span(Math.ceil(of - waited))}, une fois les chargeurs stabilisés`,
  'full-current': ({ origin }, { format: f }) => {
    switch (origin.kind) {
      case 'given':
        return 'plein courant, sans restriction';
      case 'bms-over-current':
        return `plein courant, ${f.measure('wholePercent', origin.factor * 100)} de la coupure de surintensité du BMS (${f.measure('currentLimit', origin.setting)})`;
      case 'bms-peak-current':
        return `plein courant, ${f.measure('wholePercent', origin.factor * 100)} de la coupure de pointe du BMS (${f.measure('currentLimit', origin.setting)})`;
    }
  },
  'imbalance-current': ({ highest, lowest, spread, release }, s) =>
    `${s.format.measure('millivolts', spread)} entre la ${cell(highest, s)} et la ${cell(lowest, s)} ; juste ce que l’équilibrage absorbe, jusqu’à un écart de ${s.format.measure('millivolts', release)}`,
  'cell-near-full': ({ highest, from, stop, factor, floor }, s) =>
    `${cellAt(highest, s)}, ${s.format.measure('millivolts', highest.voltage - from)} au-dessus du début de réduction ; ${share(factor, floor, s)}, zéro à ${volts(stop, s)}`,
  'cell-near-empty': ({ lowest, from, stop, factor, floor }, s) =>
    `${cellAt(lowest, s)}, ${s.format.measure('millivolts', from - lowest.voltage)} sous le début de réduction ; ${share(factor, floor, s)}, zéro à ${volts(stop, s)}`,
  'temperature-derating': ({ side, at, full, stop, factor }, s) =>
    `batterie ${side === 'cold' ? 'froide' : 'chaude'}, ${sensorAt(at, s)} ; ${share(factor, false, s)}, tout à ${s.format.measure('temperature', full)}, zéro à ${s.format.measure('temperature', stop)}`,
  'state-of-charge': ({ soc, factor, floor }, s) => `SOC ${s.format.measure('percent', soc)} ; ${share(factor, floor, s)}`,
  recovering: ({ target, waited, of }, s) =>
    waited < of
      ? `remonte vers ${s.format.measure('currentLimit', target)} sans nouvelle baisse ${lasting(waited, of, s)}`
      : `remonte lentement vers ${s.format.measure('currentLimit', target)}`,
  'leaving-zero': ({ wanted, needs }, { format: f }) =>
    `reste à zéro jusqu’à ce que ${f.measure('currentLimit', needs)} soient permis, ${f.measure('currentLimit', wanted)} à présent`,
  'cell-over-voltage': ({ highest, stop, release, waited, of }, s) =>
    `une cellule a atteint ${volts(stop, s)} ; la charge reprend quand la ${cell(highest, s)}, à ${volts(highest.voltage, s)}, est à ${volts(release, s)} ou moins ${lasting(waited, of, s)}`,
  'cell-under-voltage': ({ lowest, stop, release, releaseCharging, waited, of }, s) =>
    `une cellule est descendue à ${volts(stop, s)} ; la décharge reprend quand la ${cell(lowest, s)}, à ${volts(lowest.voltage, s)}, est à ${volts(release, s)} ou plus (${volts(releaseCharging, s)} en charge) ${lasting(waited, of, s)}`,
  'too-cold': ({ at, stop, release }, s) =>
    `trop froid, ${sensorAt(at, s)} ; zéro à ${s.format.measure('temperature', stop)}, de nouveau permis dès ${s.format.measure('temperature', release)}`,
  'too-hot': ({ at, stop, release }, s) =>
    `trop chaud, ${sensorAt(at, s)} ; zéro à ${s.format.measure('temperature', stop)}, de nouveau permis sous ${s.format.measure('temperature', release)}`,
  'bms-fault': () => 'le BMS signale un défaut',
  'no-recent-data': ({ age, of }, { format: f }) =>
    `aucune donnée du BMS depuis ${f.span(age)}, la charge est retenue et la décharge reste comme elle était ; après ${f.span(of)} rien n’est envoyé`,
  'owner-maximum': () => 'votre propre maximum',
};

/** What the control of the charge does and waits for. */
export const FR_CHARGE: Pick<Texts, 'reasons' | 'charge'> = {
  reasons: REASONS,
  charge: {
    title: 'Charge',
    phases: PHASES,
    states: {
      BULK: 'en charge',
      TRANSITION: 'remplissage',
      FLOAT_APPROACH: 'presque pleine',
      FLOAT: 'pleine, maintenue au repos',
      IMBALANCE_HOLD: 'cellules inégales, charge ralentie',
    },
    since: (time, cause) => `Début il y a ${time} : ${cause}.`,
    causes: {
      start: () => 'démarrage de la passerelle',
      'mode-changed': () => 'le mode de régulation a été changé',
      'switched-off': () => 'la régulation de la charge est désactivée',
      'voltage-reached': ({ highest, packVoltage, held }, s) =>
        `la ${cell(highest, s)} a atteint ${volts(highest.voltage, s)}, la batterie ${s.format.measure('voltage', packVoltage)}, pendant ${s.format.span(held)}`,
      absorbed: ({ held, spread, current }, { format: f }) =>
        `cellules restées pleines pendant ${f.span(held)}, ${f.measure('millivolts', spread)} d’écart à ${f.measure('current', current)}`,
      'bms-full': ({ held }, { format: f }) => `le BMS s’est dit pleinement chargé, maintien de ${f.span(held)}`,
      'absorption-timeout': ({ after, spread, needs }, { format: f }) =>
        `absorption abandonnée après ${f.span(after)}, avec ${f.measure('millivolts', spread)} entre cellules au lieu de ${f.measure('millivolts', needs)}`,
      'voltage-fell': ({ below, held }, s) => `toutes les cellules sous ${volts(below, s)} pendant ${s.format.span(held)}`,
      'soc-low': ({ soc, threshold }, { format: f }) =>
        `SOC descendu à ${f.measure('percent', soc)}, la charge reprend à ${f.measure('percent', threshold)}`,
      'cell-low': ({ lowest, below, held }, s) => `la ${cell(lowest, s)} à ${volts(below, s)} ou moins pendant ${s.format.span(held)}`,
      'rebalance-due': ({ days }, { format: f }) =>
        `pleine pour la dernière fois il y a ${f.count(Math.floor(days))} jours, il faut équilibrer`,
      'soc-rose': ({ soc, threshold }, { format: f }) =>
        `SOC monté à ${f.measure('percent', soc)}, seuil de ${f.measure('percent', threshold)}`,
      'soc-fell': ({ soc, threshold }, { format: f }) =>
        `SOC descendu à ${f.measure('percent', soc)}, seuil de ${f.measure('percent', threshold)}`,
    },
    waitsFor: {
      bulk: 'Passe à la suite dès qu’une condition est remplie',
      absorption: 'Passe en float après un maintien assez long',
      transition: 'Passe à la suite dès qu’une condition est remplie',
      'float-approach': 'Passe à la suite dès qu’une condition est remplie',
      float: 'Recharge dès qu’une condition est remplie',
      fixed: 'Ne change pas de lui-même',
    },
    waits: {
      'cell-voltage': ({ highest, needs, held, of }, s) => `${cellAt(highest, s)}, il faut ${volts(needs, s)} ${lasting(held, of, s)}`,
      'pack-voltage': ({ voltage, needs, held, of }, s) =>
        `batterie à ${s.format.measure('voltage', voltage)}, il faut ${s.format.measure('voltage', needs)} ${lasting(held, of, s)}`,
      'absorption-hold': ({ held, of }, { format: f }) => `maintien ${f.span(held)} sur ${f.span(of)}`,
      'cell-high': ({ highest, needs }, s) => `${cellAt(highest, s)}, il faut ${volts(needs, s)}`,
      spread: ({ spread, needs }, { format: f }) =>
        `écart ${f.measure('millivolts', spread)}, il faut ${f.measure('millivolts', needs)} ou moins`,
      'tail-current': ({ current, needs }, { format: f }) =>
        `courant ${f.measure('current', current)}, il faut ${f.measure('currentLimit', needs)} ou moins`,
      'absorption-end': ({ elapsed, of }, { format: f }) => `au plus tard après ${f.span(of)}, ${f.span(elapsed)} jusqu’ici`,
      'soc-below': ({ soc, needs }, { format: f }) => `SOC ${f.measure('percent', soc)}, il faut ${f.measure('percent', needs)} ou moins`,
      'soc-above': ({ soc, needs }, { format: f }) => `SOC ${f.measure('percent', soc)}, il faut ${f.measure('percent', needs)}`,
      'cell-low': ({ lowest, needs, held, of }, s) => `${cellAt(lowest, s)}, il faut ${volts(needs, s)} ou moins ${lasting(held, of, s)}`,
      rebalance: ({ elapsedDays, ofDays }, { format: f }) =>
        `jours depuis la dernière charge pleine : ${f.count(Math.floor(elapsedDays))}, il en faut ${f.count(ofDays)}`,
    },
    met: 'rempli',
    notMet: 'pas encore',
    trim: (voltage) => `Le contrôle du dépassement retire ${voltage} à la tension de charge.`,
  },
};
