import 'fake-indexeddb/auto';
import { IncidentService, type IncidentServiceParts } from '../../src/bridge/incident-service';
import type { Clock } from '../../src/links/clock';
import { indexedDbIncidents } from '../../src/storage/incidents/incident-database';

let databases = 0;

/** Incidents in databases of their own, in memory. */
export function testIncidents(
  clock: Clock,
  parts: Pick<IncidentServiceParts, 'history' | 'log'> & Partial<IncidentServiceParts>,
  name = `incidents-${++databases}`,
): IncidentService {
  return new IncidentService({
    clock,
    database: (mode) => indexedDbIncidents(`${name}-${mode}`),
    traffic: { text: () => Promise.resolve('') },
    version: '1.2.3',
    commit: 'abc',
    ...parts,
  });
}
