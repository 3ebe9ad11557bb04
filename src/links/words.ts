/** The words that links share with the page. Types only: the contract stays the one place where they are defined. */
// eslint-disable-next-line no-restricted-imports -- no code of the bridge is reached from here.
export type {
  AdapterView,
  BmsCounters,
  BusState,
  Evidence,
  Fault,
  FaultCode,
  PortAssignment,
  PortRole,
  PortState,
  PortView,
} from '../bridge/contract';
