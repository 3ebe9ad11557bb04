/** What could not be loaded is asked for again after so long [ms]. */
export const AGAIN_MS = 5_000;

/**
 * Loads what is wanted for certain: as often as it takes, for a network that is away for a moment and an update that is under way
 * both end.
 * @param wanted - while it says no longer, nothing more is asked for and the answer is `undefined`
 */
export async function untilLoaded<Part>(load: () => Promise<Part>, wanted: () => boolean = () => true): Promise<Part | undefined> {
  while (wanted()) {
    try {
      return await load();
    } catch (error) {
      console.error('A part of the app could not be loaded', error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return undefined;
}
