import { FRAMES, type SentFrameName } from '../protocols/canbms/frames';
import { SCHEDULE, type Pace } from '../protocols/canbms/schedule';
import { OPTIONAL, type OptionalFrames } from './frame-settings';

/** What may be chosen for a frame: its pace, together with the others of that pace, and whether it is sent. */
export interface FrameChoice {
  readonly name: SentFrameName;
  readonly id: number;
  readonly pace: Pace;
  /** `undefined`: a GX cannot do without. */
  readonly option: OptionalFrames | undefined;
}

/** Every frame that is sent, in the order of the schedule. */
export const FRAME_CHOICES: readonly FrameChoice[] = SCHEDULE.flatMap(({ pace, frames }) =>
  frames.map((name) => ({ name, id: FRAMES[name].id, pace, option: OPTIONAL[name] })),
);
