import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { Speaking, Texts } from './keys';

type BatteryTexts = Pick<Texts, 'overview' | 'limits' | 'reasons' | 'alarms' | 'cells'>;

const SENSORS: Readonly<Record<TemperatureAt['sensor'], string>> = {
  external1: 'Sonde 1',
  external2: 'Sonde 2',
  internal: 'Carte du BMS',
};

const packOf = (pack: string): string => `pack ${pack.replace(/^pack-/, '')}`;
const cellAt = ({ cell, pack }: CellAt, { severalPacks }: Speaking): string =>
  severalPacks ? `Cellule ${cell} du ${packOf(pack)}` : `Cellule ${cell}`;
const sensorAt = ({ sensor, pack }: TemperatureAt, { severalPacks }: Speaking): string =>
  severalPacks ? `${SENSORS[sensor]} du ${packOf(pack)}` : SENSORS[sensor];

export const FR_BATTERY: BatteryTexts = {
  overview: {
    stateOfCharge: 'État de charge (SOC)',
    stateOfHealth: 'Santé (SOH)',
    capacity: 'Capacité',
    voltage: 'Tension',
    current: 'Courant',
    power: 'Puissance',
    temperatures: 'Températures',
    direction: { charging: 'en charge', discharging: 'en décharge', resting: 'au repos' },
    sensors: SENSORS,
    bmsStatus: 'État du BMS',
    unknownStatus: (code) => `inconnu (${code})`,
    onlineStatus: {
      charging: 'en charge',
      fullyCharged: 'pleinement chargée',
      discharging: 'en décharge',
      regeneration: 'en régénération',
      idle: 'au repos',
      fault: 'en défaut',
    },
    ageNote: (age) => `Données de ${age}`,
    lostNote: (age) => `Aucune donnée depuis ${age}`,
    neverNote: 'Pas encore de données',
    goToConnection: 'Aller à Connexion',
    waitingTitle: 'Il manque encore',
  },
  limits: {
    title: 'Limites envoyées au GX',
    names: { cvl: 'Limite de tension de charge', ccl: 'Limite de courant de charge', dcl: 'Limite de courant de décharge' },
    sent: (age) => `Envoyées il y a ${age}`,
    lastSent: (age) => `Rien d’envoyé depuis ${age}`,
    neverSent: 'Rien d’envoyé encore',
    notKnown: 'Inconnu pour l’instant',
    otherRules: (count) => `Autres règles : ${count}`,
    chargingStopped: 'Charge arrêtée',
    dischargingStopped: 'Décharge arrêtée',
    gx: {
      never: () => 'GX pas encore entendu',
      heard: (age) => `GX entendu il y a ${age}`,
      quiet: (age) => `GX silencieux depuis ${age}`,
      lost: (age) => `GX perdu : rien entendu depuis ${age}`,
      unknown: () => 'GX inconnu',
    },
    gxVictron: 's’identifie comme Victron',
  },
  reasons: {
    'fully-charged-voltage': ({ setting, cells }, { format: f }) =>
      `${cells} cellules à ${f.measure('cellVoltage', setting)}, la tension de pleine charge du BMS.`,
    'over-voltage-margin': ({ setting, margin, cells }, { format: f }) =>
      `${cells} cellules tenues ${f.measure('millivolts', margin)} sous la coupure de surtension du BMS, ${f.measure('cellVoltage', setting)}.`,
    'cell-spread': ({ highest, spread }, speaking) =>
      `${cellAt(highest, speaking)} est en avance à ${speaking.format.measure('cellVoltage', highest.voltage)} ; l’écart entre cellules est de ${speaking.format.measure('millivolts', spread)}.`,
    'charge-forbidden-hold': ({ held }, { format: f }) =>
      `La charge n’est pas permise ; la tension est maintenue à ${f.measure('voltageLimit', held)}.`,
    'charge-over-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} de la coupure de surintensité de charge du BMS, ${f.measure('currentLimit', setting)}.`,
    'cell-near-full': ({ highest, from, stop }, speaking) =>
      `${cellAt(highest, speaking)} à ${speaking.format.measure('cellVoltage', highest.voltage)} : réduction dès ${speaking.format.measure('cellVoltage', from)}, zéro à ${speaking.format.measure('cellVoltage', stop)}.`,
    'cell-over-voltage': ({ highest, stop }, speaking) =>
      `${cellAt(highest, speaking)} est pleine : ${speaking.format.measure('cellVoltage', highest.voltage)}, aucune charge dès ${speaking.format.measure('cellVoltage', stop)}.`,
    'too-cold-to-charge': ({ coldest, stop }, speaking) =>
      `Batterie froide : ${sensorAt(coldest, speaking)} à ${speaking.format.measure('temperature', coldest.celsius)}, aucune charge à ${speaking.format.measure('temperature', stop)} ou moins.`,
    'no-recent-data': ({ ageMs }, { format: f }) => `Aucune donnée du BMS depuis ${f.duration(ageMs)} : la charge est retenue.`,
    'discharge-over-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} de la coupure de surintensité de décharge du BMS, ${f.measure('currentLimit', setting)}.`,
    'peak-discharge-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} de la coupure de pointe de décharge du BMS, ${f.measure('currentLimit', setting)}.`,
    'cell-near-empty': ({ lowest, from, stop }, speaking) =>
      `${cellAt(lowest, speaking)} à ${speaking.format.measure('cellVoltage', lowest.voltage)} : réduction sous ${speaking.format.measure('cellVoltage', from)}, zéro à ${speaking.format.measure('cellVoltage', stop)}.`,
    'cell-under-voltage': ({ lowest, stop }, speaking) =>
      `${cellAt(lowest, speaking)} est vide : ${speaking.format.measure('cellVoltage', lowest.voltage)}, aucune décharge à ${speaking.format.measure('cellVoltage', stop)} ou moins.`,
    'too-hot': ({ hottest, stop }, speaking) =>
      `Batterie chaude : ${sensorAt(hottest, speaking)} à ${speaking.format.measure('temperature', hottest.celsius)}, aucun courant dès ${speaking.format.measure('temperature', stop)}.`,
    'bms-fault': () => 'Le BMS signale un défaut.',
    recovering: ({ target }, { format: f }) => `Remonte lentement vers ${f.measure('currentLimit', target)}.`,
  },
  alarms: {
    title: 'Alarmes envoyées au GX',
    none: 'Ni alarme ni avertissement.',
    unknown: 'Inconnues sans données du BMS.',
    warningWord: 'Avertissement',
    alarmWord: 'Alarme',
    items: {
      highVoltage: {
        name: 'Tension haute',
        warning: 'Une cellule approche de sa tension maximale.',
        alarm: 'Une cellule dépasse sa tension maximale.',
      },
      lowVoltage: {
        name: 'Tension basse',
        warning: 'Une cellule approche de sa tension minimale.',
        alarm: 'Une cellule est sous sa tension minimale.',
      },
      highTemperature: { name: 'Température haute', warning: 'La batterie chauffe.', alarm: 'La batterie est trop chaude.' },
      lowTemperature: { name: 'Température basse', warning: 'La batterie se refroidit.', alarm: 'La batterie est trop froide.' },
      highTemperatureCharge: {
        name: 'Température haute en charge',
        warning: 'La batterie devient chaude pour être chargée.',
        alarm: 'La batterie est trop chaude pour être chargée.',
      },
      lowTemperatureCharge: {
        name: 'Température basse en charge',
        warning: 'La batterie devient froide pour être chargée.',
        alarm: 'La batterie est trop froide pour être chargée.',
      },
      highDischargeCurrent: {
        name: 'Courant de décharge élevé',
        warning: 'Le courant de décharge approche de sa limite.',
        alarm: 'Le courant de décharge dépasse sa limite.',
      },
      highChargeCurrent: {
        name: 'Courant de charge élevé',
        warning: 'Le courant de charge approche de sa limite.',
        alarm: 'Le courant de charge dépasse sa limite.',
      },
      internal: {
        name: 'Défaut du BMS',
        warning: 'Le BMS signale un défaut mineur.',
        alarm: 'Le BMS signale un défaut et a pu ouvrir ses interrupteurs.',
      },
      imbalance: {
        name: 'Déséquilibre des cellules',
        warning: 'Les cellules s’écartent les unes des autres.',
        alarm: 'Les cellules sont trop écartées.',
      },
    },
    actions: {
      highVoltage: 'Arrêtez la charge jusqu’à ce que la cellule redescende et vérifiez la tension de charge dans le BMS.',
      lowVoltage: 'Réduisez la consommation ou chargez bientôt la batterie.',
      highTemperature: 'Réduisez le courant et aérez la batterie.',
      lowTemperature: 'Réchauffez la batterie avant de la solliciter.',
      highTemperatureCharge: 'Laissez refroidir la batterie avant de poursuivre la charge.',
      lowTemperatureCharge: 'Réchauffez la batterie ; la charge reprend d’elle-même.',
      highDischargeCurrent: 'Arrêtez les gros consommateurs.',
      highChargeCurrent: 'Vérifiez que les chargeurs suivent les limites du GX (DVCC activé).',
      internal: 'Consultez le défaut dans le logiciel du BMS avant d’utiliser la batterie.',
      imbalance: 'Laissez la batterie pleine au repos pour qu’elle s’équilibre ; vérifiez la cellule faible et son câblage.',
    },
  },
  cells: {
    title: 'Cellules',
    cell: ({ cell }) => `Cellule ${cell}`,
    pack: (id) => `Pack ${id.replace(/^pack-/, '')}`,
    lowest: 'la plus basse',
    highest: 'la plus haute',
    spread: 'Écart',
    balancing: 'équilibrage',
    wantsBalancing: 'équilibrage demandé',
    showBars: 'Barres',
    showTable: 'Tableau',
    view: 'Présentation',
    axis: (from, to) => `L’axe va de ${from} à ${to}, il ne part pas de zéro.`,
    cutoffs: 'Coupures du BMS',
    cutoffRange: (from, to) => `${from} à ${to}`,
    column: { number: 'Cellule', voltage: 'Tension', difference: 'À la moyenne', balancing: 'Équilibrage' },
    sortBy: (column) => `Trier par ${column}`,
    none: 'Les tensions des cellules apparaissent ici dès que le BMS répond.',
  },
};
