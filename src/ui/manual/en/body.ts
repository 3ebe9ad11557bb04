import type { ManualBody } from '../blocks';
import { EN_BMS_CHAPTER } from './bms';
import { EN_COMPUTER } from './computer';
import { EN_DRAWINGS } from './drawings';
import { EN_GX_CHAPTER } from './gx';
import { EN_REMEDIES } from './remedies';
import { EN_START } from './start';
import { EN_USE } from './use';
import { EN_WIRING } from './wiring';

export const EN_BODY: ManualBody = {
  sections: {
    ...EN_START,
    ...EN_WIRING,
    ...EN_GX_CHAPTER,
    ...EN_COMPUTER,
    ...EN_USE,
    ...EN_BMS_CHAPTER,
    ...EN_REMEDIES,
  },
  drawings: EN_DRAWINGS,
};
