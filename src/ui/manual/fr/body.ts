import type { ManualBody } from '../blocks';
import { FR_BMS_CHAPTER } from './bms';
import { FR_COMPUTER } from './computer';
import { FR_DRAWINGS } from './drawings';
import { FR_GX_CHAPTER } from './gx';
import { FR_REMEDIES } from './remedies';
import { FR_START } from './start';
import { FR_USE } from './use';
import { FR_WIRING } from './wiring';

export const FR_BODY: ManualBody = {
  sections: {
    ...FR_START,
    ...FR_WIRING,
    ...FR_GX_CHAPTER,
    ...FR_COMPUTER,
    ...FR_USE,
    ...FR_BMS_CHAPTER,
    ...FR_REMEDIES,
  },
  drawings: FR_DRAWINGS,
};
